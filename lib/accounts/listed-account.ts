import { KEPT_DAYS } from '../api/schemas/ended-call.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import { instant, seconds } from '../clock.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { statusOf, type AccountItem } from './account.ts';

/** An account in the list of all accounts: the fields that operators search by. */
export interface ListedAccountItem {
  readonly pk: string;
  readonly sk: string;
  readonly id: AccountId;
  /** The folded name: two names are the same when their folded forms are. */
  readonly folded: string;
  readonly status: 'active' | 'suspended' | 'closed';
}

/** What the list keeps of a removed account that was used, as long as its usage is kept: for its last bills. */
export interface RemovedAccountItem extends Pick<
  AccountItem,
  'pk' | 'sk' | 'id' | 'name' | 'planName' | 'planCalls'
> {
  readonly status: 'removed';
  readonly removedAt: string;
  /** For DynamoDB's clean-up, in seconds. */
  readonly ttl: number;
}

export const removedAccount = (
  { id, name, planName, planCalls }: AccountItem,
  now: number,
): RemovedAccountItem => ({
  ...keys.listedAccount(id),
  id,
  name,
  planName,
  planCalls,
  status: 'removed',
  removedAt: instant(now),
  ttl: seconds(now) + (1 + KEPT_DAYS) * 24 * 3600,
});

export const listedAccount = (account: AccountItem): ListedAccountItem => ({
  ...keys.listedAccount(account.id),
  id: account.id,
  folded: foldName(account.name),
  status: statusOf(account),
});

/** Writes the entry of an account in the list, in the transaction that changes the account. */
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
