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

/** How many days before the expiry of a service account the account's Admins are reminded. */
const REMINDERS = [7, 1] as const;

/** When the next reminders of an expiry are due, for an account. */
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

/** Notes the service accounts whose expiry is near enough for a reminder. Each is noted once for each reminder. */
export async function noteReminders(account: AccountId, { table, clock }: Context): Promise<void> {
  const { serviceAccounts = {} } = (await readServiceAccounts(table, account)) ?? {};
  const now = clock.now();
  for (const { id, expiresAt, reminded = Infinity, version } of Object.values(serviceAccounts)) {
    if (expiresAt === undefined || expiresAt <= now) continue;
    const days = REMINDERS.findLast((before) => expiresAt - now <= before * DAY_MS);
    if (days === undefined || reminded <= days) continue;
    await update(table, keys.serviceAccounts(account), {
      UpdateExpression: 'SET serviceAccounts.#id.reminded = :days',
      // A run that is late with an earlier reminder must not cause the later one again.
      ConditionExpression:
        'serviceAccounts.#id.version = :version ' +
        'AND (attribute_not_exists(serviceAccounts.#id.reminded) OR serviceAccounts.#id.reminded > :days)',
      ExpressionAttributeNames: { '#id': id },
      ExpressionAttributeValues: { ':days': days, ':version': version },
    });
  }
}
