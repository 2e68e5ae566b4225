import { Fragment, useMemo } from 'react';
import { Outlet } from 'react-router-dom';
import { useAccount, useWhyNot } from '../account/account.ts';
import { GoneEnvironment } from '../environments/status/gone-environment.tsx';
import { HiddenWhen } from '../form/hidden-when.tsx';
import { useAddress } from '../place/address.ts';
import { LeadOn } from '../place/lead-on.tsx';
import { useEnvironments, type Environment } from '../environments/environment-provider.tsx';

/** Starts again in another environment, so that nothing that was begun in one can end up in the other. */
export function InEnvironment() {
  const { current, isGone, isMissing } = useEnvironments();
  const { accountId, environmentId } = useAddress();
  if (accountId === undefined || environmentId === undefined) return <LeadOn />;
  if (isMissing) return <GoneEnvironment />;
  return (
    <Fragment key={current.id}>
      {isGone && <GoneEnvironment />}
      <HiddenWhen isGone={isGone}>
        <Outlet />
      </HiddenWhen>
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
