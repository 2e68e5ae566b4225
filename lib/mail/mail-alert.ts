import type { AccountItem } from '../accounts/account.ts';
import type { AlertItem, MailState } from '../alerts/alert.ts';
import type { UserId } from '../api/schemas/ids.ts';
import { foldEmail } from '../api/schemas/email.ts';
import { readAdmins, type MembershipItem } from '../auth/membership.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { countAlerts } from '../invitations/daily-caps.ts';
import { outdated } from '../request.ts';
import { isAlert, keyOf, keys, type Key } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import { readMany, type Table } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import { update } from '../table/write.ts';
import { alertMail } from './alert-mail.ts';
import type { MailContext } from './mail.ts';

/**
 * Mails an alert to its recipients, if they are Admins now. The alert stores to whom it was sent: when it is
 * delivered again, only the others get a mail. A mail can be sent twice only when this ends between sending it and
 * noting that.
 */
export async function mailAlert({ key, before, after }: ItemChange, context: MailContext): Promise<void> {
  if (!isAlert(key) || before !== undefined || after === undefined) return;
  const { table, settings } = context;
  const raised = after as AlertItem;
  const { accountId, environmentId } = raised;
  const account = await readOne<AccountItem>(table, keys.account(accountId));
  const environment = await readOne<EnvironmentItem>(table, keys.environment(accountId, environmentId));
  if (account === undefined || environment === undefined) return;
  const mail = alertMail(
    { ...raised, accountName: account.name, environmentName: environment.name },
    settings.consoleOrigin,
  );
  const due = await dueMails(raised, context);
  const outcomes = await Promise.allSettled(
    due.map(async (admin) => {
      await context.sendMail({ to: admin.email, eventId: eventIdOf(raised, admin.userId), ...mail });
      return admin;
    }),
  );
  const sent = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (sent.length > 0) await update(table, keyOf(raised), noted(sent, 'sent'));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/**
 * The recipients that the alert is still to be mailed to. Those who have not been counted yet are counted now, unless
 * their address has reached its limit for the day.
 */
async function dueMails(
  raised: AlertItem,
  { table, clock, log }: MailContext,
): Promise<readonly MembershipItem[]> {
  const standing = await readOne<AlertItem>(table, keyOf(raised));
  if (standing === undefined) return [];
  const { mails, accountId, mailTo } = standing;
  const admins = onePerAddress(await readAdmins(table, accountId, mailTo));
  const waiting = admins.filter(({ userId }) => mails[userId] === 'counted');
  const uncounted = admins.filter(({ userId }) => mails[userId] === undefined);
  const emails = uncounted.map(({ email }) => email);
  const { counted, writes } = await countAlerts(emails, clock.now(), table);
  const due = uncounted.filter(({ email }) => counted.has(email));
  if (due.length > 0) {
    const note = noted(due, 'counted');
    const conditions = due.map((_, index) => `attribute_not_exists(mails.#user${index})`);
    const ConditionExpression = conditions.join(' AND ');
    await transact(table, [
      {
        Update: { Key: keyOf(raised), ...note, ConditionExpression },
        onConditionFailed: outdated,
      },
      ...writes,
    ]);
  }
  for (const { userId } of uncounted.filter(({ email }) => !counted.has(email)))
    log({
      level: 'warn',
      message: 'mail not sent: the address has reached its daily limit of alerts',
      mail: eventIdOf(raised, userId),
    });
  return [...waiting, ...due];
}

const eventIdOf = ({ environmentId, alert, at }: AlertItem, user: UserId): string =>
  `${environmentId}.${alert.kind}.${at}.${user}`;

/** One person can be two users, who sign in in different ways. */
function onePerAddress(members: readonly MembershipItem[]): MembershipItem[] {
  const sorted = members.toSorted((one, other) => (one.userId < other.userId ? 1 : -1));
  return [...new Map(sorted.map((member) => [foldEmail(member.email), member])).values()];
}

/** Notes the state of the mails to these people. */
const noted = (to: readonly { readonly userId: UserId }[], state: MailState) => ({
  UpdateExpression: `SET ${to.map((_, index) => `mails.#user${index} = :state`).join(', ')}`,
  ExpressionAttributeNames: Object.fromEntries(to.map(({ userId }, index) => [`#user${index}`, userId])),
  ExpressionAttributeValues: { ':state': state },
});

async function readOne<T extends object>(table: Table, key: Key): Promise<T | undefined> {
  const [item] = await readMany<T>(table, [key]);
  return item;
}
