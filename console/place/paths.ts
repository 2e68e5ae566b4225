import { useMemo } from 'react';
import { useAccount } from '../account/account.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import type { AccountPage, EnvironmentPage } from './pages.ts';

interface Paths {
  /** A page of the current environment, or one thing on it: `toEnvironment('campaigns', id)`. */
  readonly toEnvironment: (page: EnvironmentPage, id?: string) => string;
  readonly toAccount: (page: AccountPage) => string;
}

/** The addresses of pages, from the current place. */
export function usePaths(): Paths {
  const { id: accountId } = useAccount();
  const { current } = useEnvironments();
  return useMemo(
    () => ({
      toEnvironment: (page, id) => `/${accountId}/${current.id}/${page}${id === undefined ? '' : `/${id}`}`,
      toAccount: (page) => `/${accountId}/${page}`,
    }),
    [accountId, current.id],
  );
}
