import { spreadStatus } from '../accounts/status/spread-status.ts';
import type { AccountItem } from '../accounts/account.ts';
import { instant } from '../clock.ts';
import type { Context } from '../context.ts';
import { refileAccount, type AccountDueItem } from '../due/account-due.ts';
import { dueAt } from '../due/due.ts';
import type { Cause } from '../request.ts';
import { noteReminders } from '../service-accounts/expiry-reminders.ts';
import { forgetFormerUsers } from '../members/forget-former-users.ts';
import { keys } from '../table/keys.ts';
import type { PurgeBudget } from '../table/purge-range.ts';
import { read } from '../table/table.ts';
import { purgeAccount } from './purge-account.ts';

/**
 * Makes the environments of an account follow its status, where that was interrupted; sends reminders of service
 * accounts that expire soon; erases former users whose time has come; permanently removes a closed account after its
 * 30 days, and writes the next due row.
 * @returns whether the account is gone
 */
export async function tendAccount(
  row: AccountDueItem,
  { requestId, budget }: Pick<Cause, 'requestId'> & { readonly budget: PurgeBudget },
  context: Context,
): Promise<boolean> {
  const account = await read<AccountItem>(context.table, keys.account(row.accountId));
  const now = context.clock.now();
  const nextRound = dueAt(now + context.settings.sweepSeconds * 1000);
  if (account === undefined) {
    await refileAccount(row, undefined, context);
    return false;
  }
  const { status, purgeAt } = account;
  if (status !== 'closed' || (purgeAt !== undefined && purgeAt > instant(now))) {
    await spreadStatus(account.id, { requestId }, context);
    await noteReminders(account.id, context);
    const forgotten = await forgetFormerUsers(account.id, { requestId, budget }, context);
    await refileAccount(row, forgotten ? undefined : nextRound, context);
    return false;
  }
  const gone = await purgeAccount(account, budget, context);
  await refileAccount(row, gone ? undefined : nextRound, context);
  return gone;
}
