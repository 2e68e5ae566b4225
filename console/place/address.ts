import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * The current place in the address: `/{account}/{environment}/campaigns/…`, or `/{account}/settings/users` for what
 * belongs to the account as a whole. A page depends only on its address, so a link shows everybody the same.
 */
export interface Address {
  readonly accountId: string | undefined;
  readonly environmentId: string | undefined;
  /** The path behind them, without a leading slash: `campaigns/cmp_…`. */
  readonly page: string;
}

export function addressOf(pathname: string): Address {
  const parts = pathname.split('/').filter((part) => part !== '');
  const accountId = parts[0]?.startsWith('acc_') ? parts.shift() : undefined;
  const environmentId = parts[0]?.startsWith('env_') ? parts.shift() : undefined;
  return { accountId, environmentId, page: parts.join('/') };
}

export function useAddress(): Address {
  const { pathname } = useLocation();
  return useMemo(() => addressOf(pathname), [pathname]);
}

/** Whether a page belongs to the account as a whole. */
export const isOfAccount = (page: string): boolean => /^settings(\/|$)/.test(page);
