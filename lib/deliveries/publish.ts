import type { WebhookEventType } from '../api/schemas/event.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import type { Table } from '../table/table.ts';
import { readWebhooksOf } from '../webhooks/webhook.ts';
import type { DeliveryMessage } from './delivery.ts';
import type { WebhookEvent } from './event.ts';

/** The queue of deliveries. */
export interface DeliveryQueue {
  send(messages: readonly DeliveryMessage[]): Promise<void>;
}

/** The stage's own bus, which gets every event, for the engineers who run Berth. */
export interface EventBus {
  put(events: readonly WebhookEvent[]): Promise<void>;
}

export interface Publishing {
  readonly table: Table;
  readonly deliveries: DeliveryQueue;
  /** Absent where there is no bus. */
  readonly bus?: EventBus | undefined;
}

/**
 * The events of an environment that somebody subscribes to.
 * @param wants whether the bus or a webhook gets this type
 */
export type EventsOf = (
  environment: EnvironmentId,
  wants: (type: WebhookEventType) => boolean,
) => Promise<readonly WebhookEvent[]>;

/**
 * Puts one message on the queue for each event and each webhook that subscribes to it, and each event on the bus.
 * Without a bus, events are made only for environments that have webhooks. An event that is published twice is queued
 * twice, under the same ids, and delivered once; the bus gets it twice.
 */
export async function publish(
  environments: Iterable<EnvironmentId>,
  eventsOf: EventsOf,
  { table, deliveries, bus }: Publishing,
): Promise<void> {
  const webhooksOf = await readWebhooksOf(table, [...new Set(environments)]);
  const messages: DeliveryMessage[] = [];
  const all: WebhookEvent[] = [];
  for (const [environmentId, webhooks] of webhooksOf) {
    const receivers = (type: WebhookEventType) =>
      webhooks.filter(({ enabled, events }) => enabled && (events as readonly string[]).includes(type));
    if (bus === undefined && !webhooks.some(({ enabled }) => enabled)) continue;
    const wants = (type: WebhookEventType) => bus !== undefined || receivers(type).length > 0;
    for (const event of await eventsOf(environmentId, wants)) {
      all.push(event);
      for (const { id } of receivers(event.type)) messages.push({ environmentId, webhookId: id, event });
    }
  }
  if (messages.length > 0) await deliveries.send(messages);
  if (all.length > 0) await bus?.put(all);
}
