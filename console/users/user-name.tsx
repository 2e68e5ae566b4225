import { useAccount } from '../account/account.ts';
import { useServiceAccountName } from '../activity/service-account-name.ts';
import { useList } from '../api/use-api.ts';
import { IdInstead, Name } from '../format/name.tsx';

/** The name of a user or a service account; the id of somebody who is no longer in the account. */
export function UserName({ id }: { id: string }) {
  const account = useAccount();
  const { data, isPending } = useList({ operation: 'listUsers', params: { accountId: account.id } });
  const user = data?.find(({ userId }) => userId === id);
  const ofServiceAccount = useServiceAccountName(id);
  if (ofServiceAccount !== undefined) return <Name text={ofServiceAccount} title={id} />;
  return user === undefined ? (
    <IdInstead id={id} isPending={isPending} />
  ) : (
    <Name text={user.name} title={`${user.name}, ${user.email}`} />
  );
}
