import { useAccount } from '../account/account.ts';
import { useServiceAccountName } from '../activity/service-account-name.ts';
import { useList } from '../api/use-api.ts';

/** Somebody of the account by name, or a service account; whoever is no longer in it by the id. */
export function UserName({ id }: { id: string }) {
  const account = useAccount();
  const { data } = useList({ operation: 'listUsers', params: { accountId: account.id } });
  const user = data?.find(({ userId }) => userId === id);
  const ofServiceAccount = useServiceAccountName(id);
  if (ofServiceAccount !== undefined) return <span title={id}>{ofServiceAccount}</span>;
  return user === undefined ? <code>{id}</code> : <span title={user.email}>{user.name}</span>;
}
