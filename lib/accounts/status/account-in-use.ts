import { Problem } from '../../api/problem.ts';
import type { AccountId } from '../../api/schemas/ids.ts';
import type { Table } from '../../table/table.ts';
import { readAccount, type AccountItem } from '../account.ts';

/** Refuses a change to an account that is suspended or closed. */
export const notInUseProblem = ({ status }: Pick<AccountItem, 'status'>): Problem =>
  new Problem(status === 'closed' ? 'account_closed' : 'account_suspended');

/** @throws account_suspended, account_closed, not_found */
export async function assertAccountInUse(table: Table, id: AccountId): Promise<void> {
  const account = await readAccount(table, id);
  if (account.status !== undefined) throw notInUseProblem(account);
}
