import { createHash } from 'node:crypto';
import type { WebhookEventType } from '../api/schemas/event.ts';
import type { AccountId, EnvironmentId, EventId } from '../api/schemas/ids.ts';
import { newId } from '../clock.ts';

/** The event that a receiver gets: a fact about an environment. */
export interface WebhookEvent {
  /** The same for each delivery of this fact. */
  readonly id: EventId;
  readonly type: WebhookEventType;
  /** When it happened: ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
  readonly data: object;
}

/**
 * An id that follows from its parts: a ULID whose random part is a hash. Streams and logs deliver more than once, and
 * so the same fact has the same id each time.
 * @param at milliseconds since the epoch
 */
export function idOfFact<Id extends string>(prefix: string, at: number, fact: readonly string[]): Id {
  const digest = createHash('sha256').update(JSON.stringify(fact)).digest();
  let used = 0;
  const randomBytes = (length: number) => digest.subarray(used, (used += length));
  return newId<Id>(prefix, { now: () => at, randomBytes });
}

/**
 * An event, with the id that follows from its facts.
 * @param facts what distinguishes it from every other event of its type
 */
export const eventOf = (
  event: Omit<WebhookEvent, 'id'>,
  facts: readonly string[] = [event.at],
): WebhookEvent => withId(event, event.at, facts);

/**
 * An event of which there is at most one in a period: all of them have the id of their period, and the first to come is
 * delivered.
 * @param period its beginning, ISO 8601
 */
export const eventOfPeriod = (event: Omit<WebhookEvent, 'id'>, period: string): WebhookEvent =>
  withId(event, period, [period]);

function withId(event: Omit<WebhookEvent, 'id'>, since: string, facts: readonly string[]): WebhookEvent {
  const { type, environmentId } = event;
  return { id: idOfFact<EventId>('evt', Date.parse(since), [type, environmentId, ...facts]), ...event };
}
