import { Fragment, useMemo } from 'react';
import { Outlet } from 'react-router-dom';
import { useAccount, useWhyNot } from '../account/account.ts';
import { NoSuchEnvironment } from '../environments/status/no-such-environment.tsx';
import { useAddress } from '../place/address.ts';
import { LeadOn } from '../place/lead-on.tsx';
import { useEnvironments, type Environment } from '../environments/environment-provider.tsx';

/** Starts again in another environment, so that nothing that was begun in one can end up in the other. */
export function InEnvironment() {
  const { current, isMissing } = useEnvironments();
  const { accountId, environmentId } = useAddress();
  if (accountId === undefined || environmentId === undefined) return <LeadOn />;
  if (isMissing) return <NoSuchEnvironment />;
  return (
    <Fragment key={current.id}>
      <Outlet />
    </Fragment>
  );
}

/** The current environment, as the home of agents, numbers, campaigns and settings. */
interface Home {
  readonly environment: Environment;
  /** The path parameters of all of its operations. */
  readonly params: { readonly accountId: string; readonly environmentId: string };
  /** The reason why nothing can be changed in it, if that is so. */
  readonly whyNot: string | undefined;
}

export function useHome(): Home {
  const account = useAccount();
  const { current, isGone } = useEnvironments();
  const memberMayNot = useWhyNot();
  const params = useMemo(
    () => ({ accountId: account.id, environmentId: current.id }),
    [account.id, current.id],
  );
  const gone = isGone ? `${current.name} no longer exists.` : undefined;
  const goingAway = current.deletedAt === undefined ? undefined : `${current.name} is being deleted.`;
  return {
    environment: current,
    params,
    whyNot: memberMayNot ?? gone ?? goingAway,
  };
}
