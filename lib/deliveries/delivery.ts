import { decodeTime } from 'ulid';
import type * as z from 'zod/mini';
import type { Delivery } from '../api/routes/deliveries.ts';
import { limits } from '../api/limits.ts';
import type { DeliveryId, EnvironmentId, WebhookId } from '../api/schemas/ids.ts';
import { instant, seconds } from '../clock.ts';
import { keys } from '../table/keys.ts';
import type { Conditional } from '../table/write.ts';
import { idOfFact, type WebhookEvent } from './event.ts';

/** How long a delivery can be seen and resent, in days. */
export const DELIVERY_KEPT_DAYS = 7;
/** How many attempts of a delivery are kept, the latest ones. */
const MAX_ATTEMPTS_KEPT = 10;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** The pauses after a failed attempt, in seconds: all attempts take 36 hours. */
const PAUSES = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 8 * HOUR, 10 * HOUR, 10.4 * HOUR] as const;

/** One event for one webhook. */
export interface DeliveryItem {
  readonly pk: string;
  readonly sk: string;
  readonly id: DeliveryId;
  readonly event: WebhookEvent;
  readonly status: 'pending' | 'delivered' | 'failed';
  /** The chain of messages that is responsible for it: a message of another chain has nothing to do. */
  readonly chain: string;
  readonly attempts: readonly Attempt[];
  readonly attemptCount: number;
  /** How many of them this chain has made, once it has made one. */
  readonly tries?: number;
  /** Milliseconds since the epoch. */
  readonly nextAttemptAt?: number;
  readonly createdAt: string;
  readonly ttl: number;
}

export interface Attempt {
  /** ISO 8601. */
  readonly at: string;
  readonly durationMilliseconds: number;
  readonly status: number | null;
  readonly error?: string;
  readonly responseBody?: string;
}

/** The message that is queued for each receiver of an event. */
export interface DeliveryMessage {
  readonly environmentId: EnvironmentId;
  readonly webhookId: WebhookId;
  readonly event: WebhookEvent;
  /** Set when a delivery is resent: the chain that takes the delivery over, once the request is committed. */
  readonly chain?: string;
}

/** It follows from the event's id alone: events of one period have different times, and are one delivery. */
export const deliveryIdOf = ({ webhookId, event }: Pick<DeliveryMessage, 'webhookId' | 'event'>) =>
  idOfFact<DeliveryId>('dlv', decodeTime(event.id.slice('evt_'.length)), [webhookId, event.id]);

/** Creates the item of a delivery unless it exists. A message that finds its own chain in it continues with it. */
export function claim(message: DeliveryMessage, chain: string, now: number): Conditional {
  const { id, event } = { id: deliveryIdOf(message), event: message.event };
  const atFirst = {
    id,
    event,
    status: 'pending',
    chain,
    attempts: [],
    attemptCount: 0,
    createdAt: instant(now),
    ttl: seconds(now) + DELIVERY_KEPT_DAYS * 24 * HOUR,
  };
  const names = Object.keys(atFirst);
  return {
    UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(atFirst).map(([name, value]) => [`:${name}`, value]),
    ),
  };
}

/** How long a delivery may be overdue before another message takes it over, in milliseconds. */
const ABANDONED_MS = HOUR * 1000;

/**
 * No message is responsible for the delivery any more, because SQS gives a message that comes back from the
 * dead-letter queue another id.
 */
export const isAbandoned = ({ status, nextAttemptAt, createdAt }: DeliveryItem, now: number): boolean =>
  status === 'pending' && now - (nextAttemptAt ?? Date.parse(createdAt)) > ABANDONED_MS;

/** Makes another chain responsible, if the one that was seen has done nothing meanwhile. */
export function takeOverAbandoned({ chain: seen, attemptCount }: DeliveryItem, chain: string): Conditional {
  return {
    UpdateExpression: 'SET chain = :chain',
    ConditionExpression: 'chain = :seen AND attemptCount = :count',
    ExpressionAttributeValues: { ':chain': chain, ':seen': seen, ':count': attemptCount },
  };
}

/** Notes an attempt, if this chain is still responsible. @param pause seconds; undefined when there is no next one */
export function noteAttempt(
  delivery: DeliveryItem,
  attempt: Attempt,
  pause: number | undefined,
  now: number,
): Conditional {
  const status = isDelivered(attempt) ? 'delivered' : pause === undefined ? 'failed' : 'pending';
  return {
    UpdateExpression: `SET #status = :status, attempts = :attempts, attemptCount = :count, tries = :tries${
      pause === undefined ? ' REMOVE nextAttemptAt' : ', nextAttemptAt = :next'
    }`,
    ConditionExpression: 'chain = :chain',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':status': status,
      ':attempts': [...delivery.attempts, attempt].slice(-MAX_ATTEMPTS_KEPT),
      ':count': delivery.attemptCount + 1,
      ':tries': (delivery.tries ?? 0) + 1,
      ':chain': delivery.chain,
      ...(pause !== undefined && { ':next': now + pause * 1000 }),
    },
  };
}

export const isDelivered = ({ status }: Attempt): boolean => status !== null && status >= 200 && status < 300;

/**
 * How long to wait after a failed attempt, in seconds, with a tenth of jitter; undefined after the last one.
 * @param tries how many there have been in this chain
 */
export function pauseAfter(tries: number, random: () => number = Math.random): number | undefined {
  const pause = tries < limits.deliveryAttempts ? PAUSES[tries - 1] : undefined;
  return pause === undefined ? undefined : Math.round(pause * (0.9 + 0.2 * random()));
}

export const deliveryKey = (message: Pick<DeliveryMessage, 'webhookId' | 'event'>) =>
  keys.delivery(message.webhookId, deliveryIdOf(message));

export const attemptView = ({ at, durationMilliseconds, status, error, responseBody }: Attempt) => ({
  at,
  durationMilliseconds,
  status,
  ...(error !== undefined && { error }),
  ...(responseBody !== undefined && { responseBody }),
});

export function deliveryView(item: DeliveryItem): z.input<typeof Delivery> {
  const { id, event, status, attempts, attemptCount, nextAttemptAt, createdAt } = item;
  return {
    id,
    eventId: event.id,
    eventType: event.type,
    status,
    payload: event,
    attempts: attempts.map(attemptView),
    attemptCount,
    nextAttemptAt: nextAttemptAt === undefined ? null : instant(nextAttemptAt),
    createdAt,
  };
}
