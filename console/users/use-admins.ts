import { useAccount } from '../account/account.ts';
import { useList } from '../api/use-api.ts';

const names = new Intl.ListFormat('en', { type: 'disjunction' });

/** The Admins whom a Member can ask: “Ada Admin or Bob Builder”; undefined until they are known. */
export function useAdmins(): string | undefined {
  const { id: accountId } = useAccount();
  const { data } = useList({ operation: 'listUsers', params: { accountId } });
  const admins = data?.filter(({ role }) => role === 'admin') ?? [];
  return admins.length === 0 ? undefined : names.format(admins.map(({ name }) => name));
}
