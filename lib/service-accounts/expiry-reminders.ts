import type { AccountId } from '../api/schemas/ids.ts';
import type { StoredServiceAccount } from '../auth/service-account.ts';
import type { Context } from '../context.ts';
import { fileAccount } from '../due/account-due.ts';
import { dueAt } from '../due/due.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { update } from '../table/write.ts';
import { readServiceAccounts } from './service-account.ts';

const DAY_MS = 24 * 3600 * 1000;

/** How many days before a service account expires its account's Admins are reminded. */
const REMINDERS = [7, 1] as const;

/** Files when the account is to be looked at for the reminders of an expiry: those that are still to come. */
export function fileReminders(
  account: AccountId,
  { expiresAt }: Pick<StoredServiceAccount, 'expiresAt'>,
  now: number,
): Write[] {
  if (expiresAt === undefined) return [];
  return REMINDERS.map((days) => expiresAt - days * DAY_MS)
    .filter((at) => at > now)
    .map((at) => fileAccount(account, dueAt(at)));
}

/** Notes which service accounts are so near their expiry that their Admins are to be told. Each is noted once for each reminder. */
export async function noteReminders(account: AccountId, { table, clock }: Context): Promise<void> {
  const { serviceAccounts = {} } = (await readServiceAccounts(table, account)) ?? {};
  const now = clock.now();
  for (const { id, expiresAt, reminded = Infinity, version } of Object.values(serviceAccounts)) {
    if (expiresAt === undefined || expiresAt <= now) continue;
    const days = REMINDERS.findLast((before) => expiresAt - now <= before * DAY_MS);
    if (days === undefined || reminded <= days) continue;
    await update(table, keys.serviceAccounts(account), {
      UpdateExpression: 'SET serviceAccounts.#id.reminded = :days',
      ConditionExpression: 'serviceAccounts.#id.version = :version',
      ExpressionAttributeNames: { '#id': id },
      ExpressionAttributeValues: { ':days': days, ':version': version },
    });
  }
}
