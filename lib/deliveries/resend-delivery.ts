import { Problem } from '../api/problem.ts';
import { Outdated } from '../request.ts';
import { newId } from '../clock.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { keyOf, keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { WebhookUseCase } from '../webhooks/use-case.ts';
import { readWebhook } from '../webhooks/webhook.ts';
import { deliveryView, type DeliveryItem } from './delivery.ts';

/** Sends a delivery again, under the same event id, whatever came of it before. */
export const resendDelivery: WebhookUseCase<'resendDelivery'> =
  ({ deliveries }) =>
  async (request, context) => {
    const { environmentId, deliveryId } = request.params;
    const webhook = await readWebhook(context.table, request.params);
    const before = await read<DeliveryItem>(context.table, keys.delivery(webhook.id, deliveryId));
    if (before === undefined) throw new Problem('not_found');
    if (!webhook.enabled) throw new Problem('webhook_disabled');
    const { nextAttemptAt: _, ...rest } = before;
    const after: DeliveryItem = { ...rest, status: 'pending', chain: newId('chain', context.clock) };
    const reply = await changeResources({ ...request, scope: request.params }, context, {
      writes: [takeOver(before, after)],
      event: {
        action: 'webhook.delivery_resent',
        target: { type: 'webhook', id: webhook.id, name: webhook.url },
        after: { deliveryId, eventId: before.event.id },
      },
      answer: { body: deliveryView(after) },
    });
    // Only now: what was refused must not be sent.
    await deliveries.send([
      { environmentId, webhookId: webhook.id, event: before.event, chain: after.chain },
    ]);
    return reply;
  };

function takeOver(seen: DeliveryItem, by: DeliveryItem): Write {
  return {
    Update: {
      Key: keyOf(seen),
      UpdateExpression: 'SET #status = :status, chain = :chain REMOVE nextAttemptAt',
      ConditionExpression: 'chain = :seen',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': by.status, ':chain': by.chain, ':seen': seen.chain },
    },
    onConditionFailed: () => new Outdated(),
  };
}
