import type { AccountId, EnvironmentId, UserId } from '../api/schemas/ids.ts';
import { instant, seconds } from '../clock.ts';
import { hourOf } from '../history/usage.ts';
import { keys, type Key } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { updateBlind } from '../table/write.ts';

/** The kinds of alerts that are mailed to Admins, each with its figures. */
export type Alert =
  | {
      readonly kind: 'near';
      readonly percent: number;
      readonly activeCalls: number;
      readonly maxConcurrentCalls: number;
    }
  | { readonly kind: 'refusals' }
  | { readonly kind: 'expired'; readonly calls: number };

/**
 * An alert that was raised. Because this item exists, a second alert for the same environment, kind and hour cannot be
 * raised.
 */
export interface AlertItem {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
  readonly alert: Alert;
  /** The instant that it was raised for: ISO 8601. */
  readonly at: string;
  readonly mailTo: readonly UserId[];
  /** The state of the mail to each of them. */
  readonly mails: Readonly<Record<UserId, MailState>>;
  readonly ttl: number;
}

/** `counted`: it is to be sent, and counts toward the address's alerts of that day. */
export type MailState = 'counted' | 'sent';

/** In seconds. It is longer than the time in which the stream and the log may deliver the changes of an hour again. */
const KEPT_SECONDS = 3 * 24 * 3_600;
export const keptUntil = (hour: number): number => seconds(hour) + KEPT_SECONDS;

const MAX_REMEMBERED = 10_000;

/** Raises alerts, and remembers which exist, so that the rest of an hour costs nothing. One instance per process. */
export interface AlertRaiser {
  readonly table: Table;
  /** Whether this process knows that such an alert exists in the hour of an instant. */
  knows(environment: EnvironmentId, kind: Alert['kind'], at: number): boolean;
  /**
   * Raises an alert, unless there is one of its kind in this hour. The function `relay` sees the new item and mails it.
   */
  raise(
    facts: Pick<AlertItem, 'accountId' | 'environmentId' | 'mailTo'>,
    alert: Alert,
    at: number,
  ): Promise<void>;
}

export function alertRaiser(table: Table): AlertRaiser {
  const raised = new Set<string>();
  const keyFor = (environment: EnvironmentId, kind: Alert['kind'], at: number) =>
    keys.alert(environment, kind, instant(hourOf(at)));
  const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
  return {
    table,
    knows: (...which) => raised.has(nameOf(keyFor(...which))),
    async raise(facts, alert, at) {
      const key = keyFor(facts.environmentId, alert.kind, at);
      const item = { ...facts, alert, at: instant(at), mails: {}, ttl: keptUntil(hourOf(at)) };
      const names = Object.keys(item);
      await updateBlind(table, key, {
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: 'attribute_not_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(item).map(([name, value]) => [`:${name}`, value]),
        ),
      });
      if (raised.size >= MAX_REMEMBERED) raised.clear();
      raised.add(nameOf(key));
    },
  };
}
