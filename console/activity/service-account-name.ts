import { useAccount } from '../account/account.ts';
import { useList, useRead } from '../api/use-api.ts';

/**
 * The name of a service account: from the list of them, which only Admins may see, or else from the trail, which
 * Members may read and which includes deleted ones. Undefined for any other id, and until it is loaded.
 */
export function useServiceAccountName(id: string): string | undefined {
  const { id: accountId, role } = useAccount();
  const params = { accountId };
  const isOne = id.startsWith('svc_');
  const isListed = isOne && role === 'admin';
  const { data: all, isError } = useList({ operation: 'listServiceAccounts', params }, { enabled: isListed });
  const listed = all?.find((serviceAccount) => serviceAccount.id === id);
  const isUnlisted = isListed ? isError || (all !== undefined && listed === undefined) : isOne;
  const { data: events } = useRead(
    { operation: 'listAuditEvents', params, query: { targetId: id, limit: '1' } },
    { enabled: isUnlisted },
  );
  return listed?.name ?? events?.items[0]?.target.name;
}
