import { foldName } from '../api/schemas/fold-name.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { statusOf, type AccountItem } from './account.ts';

/** An account in the list of all accounts: what operators search it by. */
export interface ListedAccountItem {
  readonly pk: string;
  readonly sk: string;
  readonly id: AccountId;
  /** The name in the form in which two names are the same. */
  readonly folded: string;
  readonly status: 'active' | 'suspended' | 'closed';
}

export const listedAccount = (account: AccountItem): ListedAccountItem => ({
  ...keys.listedAccount(account.id),
  id: account.id,
  folded: foldName(account.name),
  status: statusOf(account),
});

/** Lists an account as it is, in the transaction that makes it so. */
export const listAccount = (account: AccountItem): Write => {
  const { id, folded, status } = listedAccount(account);
  return {
    Update: {
      Key: keys.listedAccount(id),
      UpdateExpression: 'SET id = :id, folded = :folded, #status = :status',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':id': id, ':folded': folded, ':status': status },
    },
  };
};
