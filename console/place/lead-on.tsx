import { Navigate, useLocation } from 'react-router-dom';
import { useAccount } from '../account/account.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { addressOf, isOfAccount } from './address.ts';
import { NoSuchPage } from './no-such-page.tsx';
import { pageAt } from './pages.ts';

/** Redirects from an address without account and environment, such as `/calls`, to the full one. */
export function LeadOn() {
  const { pathname, search, hash } = useLocation();
  const { id: accountId } = useAccount();
  const { current } = useEnvironments();
  const { page } = addressOf(pathname);
  if (page !== '' && page !== 'settings' && pageAt(page) === undefined) return <NoSuchPage />;
  // A closed account has no environment to switch to.
  const first = current.status === 'deleted' ? 'settings/account' : 'calls';
  const target = page === '' ? first : page === 'settings' ? 'settings/environments' : page;
  const place = isOfAccount(target) ? `/${accountId}` : `/${accountId}/${current.id}`;
  return <Navigate to={`${place}/${target}${search}${hash}`} replace />;
}
