import { useAccount } from '../account/account.ts';
import { useList } from '../api/use-api.ts';

/** Somebody of the account by name; whoever is no longer in it by the id. */
export function UserName({ id }: { id: string }) {
  const account = useAccount();
  const { data } = useList({ operation: 'listUsers', params: { accountId: account.id } });
  const user = data?.find(({ userId }) => userId === id);
  return user === undefined ? <code>{id}</code> : <span title={user.email}>{user.name}</span>;
}
