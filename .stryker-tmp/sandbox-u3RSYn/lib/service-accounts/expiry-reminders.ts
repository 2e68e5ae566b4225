import type { AccountId } from '../api/schemas/ids.ts';
import type { StoredServiceAccount } from '../auth/service-account.ts';
import type { Context } from '../context.ts';
import { fileAccount } from '../due/account-due.ts';
import { dueAt, type DueAt } from '../due/due.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { update } from '../table/write.ts';
import { readServiceAccounts } from './service-account.ts';

const DAY_MS = 24 * 3600 * 1000;

/** How many days before a service account expires its account's Admins are reminded. */
const REMINDERS = [7, 1] as const;

/** When an account is to be looked at for the reminders of an expiry: those that are still to come. */
export function remindersOf({ expiresAt }: Pick<StoredServiceAccount, 'expiresAt'>, now: number): DueAt[] {
  if (expiresAt === undefined) return [];
  return REMINDERS.map((days) => expiresAt - days * DAY_MS)
    .filter((at) => at > now)
    .map(dueAt);
}

/** Files these. */
export const fileReminders = (
  account: AccountId,
  serviceAccount: Pick<StoredServiceAccount, 'expiresAt'>,
  now: number,
): Write[] => remindersOf(serviceAccount, now).map((at) => fileAccount(account, at));

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
      // Whoever comes late with an earlier reminder must not bring the later one about again.
      ConditionExpression:
        'serviceAccounts.#id.version = :version ' +
        'AND (attribute_not_exists(serviceAccounts.#id.reminded) OR serviceAccounts.#id.reminded > :days)',
      ExpressionAttributeNames: { '#id': id },
      ExpressionAttributeValues: { ':days': days, ':version': version },
    });
  }
}
