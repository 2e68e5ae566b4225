import type { AccountId, UserId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';
import { keyOf, keys } from '../table/keys.ts';
import { transact, type Write } from '../table/transact.ts';
import { drop } from '../table/write.ts';
import type { DueAt } from './due.ts';

/**
 * Says when the sweeper must erase the name and address of a former member. It finds them by this row, so it never
 * reads through the former members of an account. Any other row than the one at their `forgetAt` is a leftover.
 */
export interface FormerDueItem {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly userId: UserId;
  readonly what: 'former';
  readonly dueAt: DueAt;
}

/** Writes the due row of a former member, in the transaction that gives them this `forgetAt`. */
export function fileFormer(accountId: AccountId, userId: UserId, at: DueAt): Write {
  const item: FormerDueItem = {
    ...keys.formerDue(accountId, userId, at),
    accountId,
    userId,
    what: 'former',
    dueAt: at,
  };
  return { Put: { Item: { ...item } } };
}

/** Removes the due row of a former member, if they have one. */
export const dropFormerDue = (accountId: AccountId, userId: UserId, at: DueAt | undefined): Write[] =>
  at === undefined ? [] : [{ Delete: { Key: keys.formerDue(accountId, userId, at) } }];

/** They came back, are forgotten, or have another row. */
class Leftover extends Error {}

/** Removes a row that was handled, and writes the next one. A leftover row is only removed. */
export async function refileFormer(
  row: FormerDueItem,
  next: DueAt,
  { table }: Pick<Context, 'table'>,
): Promise<void> {
  const { accountId, userId, dueAt } = row;
  if (next === dueAt) return;
  try {
    await transact(table, [
      {
        Update: {
          Key: keys.formerMember(accountId, userId),
          UpdateExpression: 'SET forgetAt = :next',
          ConditionExpression: 'forgetAt = :own',
          ExpressionAttributeValues: { ':next': next, ':own': dueAt },
        },
        onConditionFailed: () => new Leftover(),
      },
      fileFormer(accountId, userId, next),
      { Delete: { Key: keyOf(row) } },
    ]);
  } catch (thrown) {
    if (!(thrown instanceof Leftover)) throw thrown;
    await drop(table, keyOf(row), {});
  }
}
