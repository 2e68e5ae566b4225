import type { AccountId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';
import { keyOf, keys } from '../table/keys.ts';
import { transact, type Write } from '../table/transact.ts';
import type { DueAt } from './due.ts';

/**
 * Says when the sweeper must handle an account: to make the environments follow its status where that was interrupted,
 * and to remove it for good. One row too many costs only a read.
 */
export interface AccountDueItem {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly what: 'account';
  readonly dueAt: DueAt;
}

/** Writes a due row for an account. */
export function fileAccount(accountId: AccountId, at: DueAt): Write {
  const item: AccountDueItem = { ...keys.accountDue(accountId, at), accountId, what: 'account', dueAt: at };
  return { Put: { Item: { ...item } } };
}

/** Removes a row that was handled, and writes the next one. @param next undefined when nothing more is due */
export async function refileAccount(
  row: AccountDueItem,
  next: DueAt | undefined,
  { table }: Pick<Context, 'table'>,
): Promise<void> {
  if (next === row.dueAt) return;
  await transact(table, [
    ...(next === undefined ? [] : [fileAccount(row.accountId, next)]),
    { Delete: { Key: keyOf(row) } },
  ]);
}
