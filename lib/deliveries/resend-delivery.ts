import { Problem } from '../api/problem.ts';
import { outdated } from '../request.ts';
import { newId, type Clock } from '../clock.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { keyOf, keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { WebhookUseCase } from '../webhooks/use-case.ts';
import { readWebhook } from '../webhooks/webhook.ts';
import { deliveryView, type DeliveryItem, type DeliveryMessage } from './delivery.ts';

/** Resends a delivery with the same event id, whatever its outcome was. */
export const resendDelivery: WebhookUseCase<'resendDelivery'> =
  ({ deliveries }) =>
  async (request, context) => {
    const { environmentId, deliveryId } = request.params;
    const webhook = await readWebhook(context.table, request.params);
    const before = await read<DeliveryItem>(context.table, keys.delivery(webhook.id, deliveryId));
    if (before === undefined) throw new Problem('not_found');
    if (!webhook.enabled) throw new Problem('webhook_disabled');
    const after = startedAgain(before, context.clock);
    // Queued before the commit, so that no delivery stays pending without a message. Until the commit the message finds
    // nothing to do.
    await deliveries.send([messageFor(after, { environmentId, webhookId: webhook.id })]);
    return changeResources({ ...request, scope: request.params }, context, {
      writes: [takeOver(before, after)],
      event: {
        action: 'webhook.delivery_resent',
        target: { type: 'webhook', id: webhook.id, name: webhook.url },
        after: { deliveryId, eventId: before.event.id },
      },
      answer: { body: deliveryView(after) },
    });
  };

/** A delivery that begins again, as the work of another chain. */
export function startedAgain(
  { nextAttemptAt: _, tries: __, ...delivery }: DeliveryItem,
  clock: Clock,
): DeliveryItem {
  return { ...delivery, status: 'pending', chain: newId('chain', clock) };
}

/** The message that does that work. */
export const messageFor = (
  { event, chain }: DeliveryItem,
  to: Pick<DeliveryMessage, 'environmentId' | 'webhookId'>,
): DeliveryMessage => ({ ...to, event, chain });

/** Makes another chain responsible for a delivery. */
export function takeOver(seen: DeliveryItem, by: DeliveryItem): Write {
  return {
    Update: {
      Key: keyOf(seen),
      UpdateExpression: 'SET #status = :status, chain = :chain REMOVE nextAttemptAt, tries',
      ConditionExpression: 'chain = :seen',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': by.status, ':chain': by.chain, ':seen': seen.chain },
    },
    onConditionFailed: outdated,
  };
}
