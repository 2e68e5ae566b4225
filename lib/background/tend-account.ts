import { spreadStatus } from '../accounts/status/spread-status.ts';
import { isToBeRemoved, type AccountItem } from '../accounts/account.ts';
import type { Context } from '../context.ts';
import { refileAccount, type AccountDueItem } from '../due/account-due.ts';
import { dueAt } from '../due/due.ts';
import type { Cause } from '../request.ts';
import { noteReminders } from '../service-accounts/expiry-reminders.ts';
import { keys } from '../table/keys.ts';
import type { PurgeBudget } from '../table/purge-range.ts';
import { read } from '../table/table.ts';
import { purgeAccount } from './purge-account.ts';

/**
 * Makes the environments of an account follow its status, where that was interrupted; sends reminders of service
 * accounts that expire soon; permanently removes a closed account after its 30 days, and writes the next due row.
 * @returns whether the account is gone
 */
export async function tendAccount(
  row: AccountDueItem,
  { requestId, budget }: Pick<Cause, 'requestId'> & { readonly budget: PurgeBudget },
  context: Context,
): Promise<boolean> {
  const account = await read<AccountItem>(context.table, keys.account(row.accountId));
  const now = context.clock.now();
  if (account === undefined) {
    await refileAccount(row, undefined, context);
    return false;
  }
  if (!isToBeRemoved(account, now)) {
    await spreadStatus(account.id, { requestId }, context);
    await noteReminders(account.id, context);
    await refileAccount(row, undefined, context);
    return false;
  }
  const gone = await purgeAccount(account, budget, context);
  const nextRound = dueAt(now + context.settings.sweepSeconds * 1000);
  await refileAccount(row, gone ? undefined : nextRound, context);
  return gone;
}
