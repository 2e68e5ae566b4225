import { limits } from '../api/limits.ts';
import type { UserId } from '../api/schemas/ids.ts';
import { foldEmail } from '../api/schemas/email.ts';
import { Problem } from '../api/problem.ts';
import { outdated } from '../request.ts';
import { instant, seconds } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { read, readMany, type Table } from '../table/table.ts';
import type { Key } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';

/**
 * How many invitations a person has sent on one day (UTC), or how many mails of a kind an address has been sent, over
 * all accounts.
 */
export interface DailyCount {
  readonly sent: number;
  /** Seconds since the epoch. Nothing reads the count of another day. */
  readonly ttl: number;
}

const DAY_SECONDS = 24 * 3_600;
const dayOf = (now: number) => instant(now).slice(0, 10);
const nextDay = (now: number) => (Math.floor(seconds(now) / DAY_SECONDS) + 1) * DAY_SECONDS;

const oneMore = (key: Key, most: number, now: number, onConditionFailed: () => Error): Write => ({
  Update: {
    Key: key,
    UpdateExpression: 'SET #ttl = :ttl ADD sent :one',
    ConditionExpression: 'attribute_not_exists(sent) OR sent < :most',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':ttl': nextDay(now) + DAY_SECONDS, ':one': 1, ':most': most },
  },
  onConditionFailed,
});

/**
 * Counts an invitation of its sender, in any account and whatever happens to it later. The limit is enough to invite
 * a whole company, and too low for a spammer.
 * @throws rate_limited
 */
export function countInvitation(sender: UserId, now: number): Write {
  const refusal = () =>
    new Problem('rate_limited', {
      detail: `You can send ${limits.invitationsADay} invitations a day. Try again after midnight UTC.`,
      retryAfter: nextDay(now) - now / 1000,
    });
  return oneMore(keys.invitationsSent(sender, dayOf(now)), limits.invitationsADay, now, refusal);
}

/**
 * Counts a mail to an address, from any account. Nobody is told that the limit is reached: that would reveal what
 * other accounts do.
 * @returns undefined when the address has reached its limit of mails for the day, so that none is sent
 */
export async function countMail(email: string, now: number, table: Table): Promise<Write[]> {
  const key = keys.mailsTo(foldEmail(email), dayOf(now));
  const today = await read<DailyCount>(table, key);
  if ((today?.sent ?? 0) >= limits.mailsToAnAddressADay) return [];
  return [oneMore(key, limits.mailsToAnAddressADay, now, outdated)];
}

/**
 * Counts an alert to each of these addresses, which must differ when folded.
 * @returns the addresses that have not reached their limit of alerts for the day, with the writes that count them
 */
export async function countAlerts(
  emails: readonly string[],
  now: number,
  table: Table,
): Promise<{ counted: ReadonlySet<string>; writes: Write[] }> {
  const keyOfEmail = (email: string) => keys.alertsTo(foldEmail(email), dayOf(now));
  const counts = await readMany<DailyCount & Key>(table, emails.map(keyOfEmail));
  const most = limits.alertsToAnAddressADay;
  const full = new Set(counts.filter(({ sent }) => sent >= most).map(({ pk }) => pk));
  const left = emails.filter((email) => !full.has(keyOfEmail(email).pk));
  return {
    counted: new Set(left),
    writes: left.map((email) => oneMore(keyOfEmail(email), most, now, outdated)),
  };
}
