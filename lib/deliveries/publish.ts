import type { WebhookEventType } from '../api/schemas/webhook-events.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import { readMany, type Table } from '../table/table.ts';
import type { WebhooksItem } from '../webhooks/webhook.ts';
import type { DeliveryMessage } from './delivery.ts';
import type { WebhookEvent } from './event.ts';

/** Where deliveries wait to be made. */
export interface DeliveryQueue {
  send(messages: readonly DeliveryMessage[]): Promise<void>;
}

export interface Publishing {
  readonly table: Table;
  readonly deliveries: DeliveryQueue;
}

/** The events of an environment of which somebody wants to hear. @param wants whether a webhook subscribes to this type */
export type EventsOf = (
  environment: EnvironmentId,
  wants: (type: WebhookEventType) => boolean,
) => Promise<readonly WebhookEvent[]>;

/**
 * Puts one message on the queue for each event and each webhook that subscribes to it. Events are only made for environments
 * that have webhooks. What is told twice is queued twice, under the same ids, and delivered once.
 */
export async function publish(
  environments: Iterable<EnvironmentId>,
  eventsOf: EventsOf,
  { table, deliveries }: Publishing,
): Promise<void> {
  const asked = [...new Set(environments)];
  const items = await readMany<WebhooksItem>(
    table,
    asked.map((id) => keys.webhooks(id)),
  );
  const byPartition = new Map(items.map((item) => [item.pk, item]));
  const messages: DeliveryMessage[] = [];
  for (const environmentId of asked) {
    const webhooks = Object.values(byPartition.get(keys.webhooks(environmentId).pk)?.webhooks ?? {});
    const receivers = (type: WebhookEventType) =>
      webhooks.filter(({ enabled, events }) => enabled && (events as readonly string[]).includes(type));
    if (!webhooks.some(({ enabled }) => enabled)) continue;
    for (const event of await eventsOf(environmentId, (type) => receivers(type).length > 0)) {
      for (const { id } of receivers(event.type)) messages.push({ environmentId, webhookId: id, event });
    }
  }
  if (messages.length > 0) await deliveries.send(messages);
}
