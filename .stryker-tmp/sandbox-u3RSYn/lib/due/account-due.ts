import type { AccountId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';
import { keyOf, keys } from '../table/keys.ts';
import { transact, type Write } from '../table/transact.ts';
import type { DueAt } from './due.ts';

/**
 * Says when the sweeper is to look at an account: to take the environments along into its status where that was interrupted,
 * and to remove it for good. One row too many costs a look.
 */
export interface AccountDueItem {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly what: 'account';
  readonly dueAt: DueAt;
}

/** Files when an account is to be looked at. */
export function fileAccount(accountId: AccountId, at: DueAt): Write {
  const item: AccountDueItem = { ...keys.accountDue(accountId, at), accountId, what: 'account', dueAt: at };
  return { Put: { Item: { ...item } } };
}

/** Takes away a row that was dealt with, and files the next one. @param next undefined when nothing is due after it */
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
