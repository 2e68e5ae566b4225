import { Fragment, useMemo } from 'react';
import { Outlet } from 'react-router-dom';
import { useAccount, useWhyNot } from '../account/account.ts';
import { useEnvironments, type Environment } from '../environments/environment-provider.tsx';

/** Begins anew in another environment: nothing that was begun in one can end up in the other. */
export function InEnvironment() {
  const { current } = useEnvironments();
  return (
    <Fragment key={current.id}>
      <Outlet />
    </Fragment>
  );
}

/** The environment that is worked in, as the home of agents, numbers, campaigns and settings. */
interface Home {
  readonly environment: Environment;
  /** What the path of each of its operations names. */
  readonly params: { readonly accountId: string; readonly environmentId: string };
  /** Why nothing can be changed in it, if so. */
  readonly whyNot: string | undefined;
}

export function useHome(): Home {
  const account = useAccount();
  const { current } = useEnvironments();
  const memberMayNot = useWhyNot();
  const params = useMemo(
    () => ({ accountId: account.id, environmentId: current.id }),
    [account.id, current.id],
  );
  const goingAway = `${current.name} is being deleted: no change is possible.`;
  return {
    environment: current,
    params,
    whyNot: memberMayNot ?? (current.deletedAt === undefined ? undefined : goingAway),
  };
}
