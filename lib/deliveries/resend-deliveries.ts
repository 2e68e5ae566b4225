import { limits } from '../api/limits.ts';
import { Problem } from '../api/problem.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import type { WebhookUseCase } from '../webhooks/use-case.ts';
import { readWebhook } from '../webhooks/webhook.ts';
import type { DeliveryItem } from './delivery.ts';
import { messageFor, startedAgain, takeOver } from './resend-delivery.ts';

/**
 * Resends the failed deliveries of a period, as many as fit into one transaction: for a receiver that was down for a
 * long time.
 */
export const resendDeliveries: WebhookUseCase<'resendDeliveries'> =
  ({ deliveries }) =>
  async (request, context) => {
    const { environmentId } = request.params;
    const { from, to, cursor } = request.body;
    const webhook = await readWebhook(context.table, request.params);
    if (!webhook.enabled) throw new Problem('webhook_disabled');
    const { items: failed, nextCursor } = await readPage<DeliveryItem>(
      context.table,
      ranges.deliveriesBetween(webhook.id, from, to),
      { limit: limits.resentDeliveries, cursor },
      {
        newestFirst: true,
        boundTo: 'failed',
        FilterExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': 'failed' },
      },
    );
    const body = { resent: failed.length, nextCursor };
    if (failed.length === 0) return { body };
    const again = failed.map((before) => ({ before, after: startedAgain(before, context.clock) }));
    // Queued before the commit, as for one delivery.
    await deliveries.send(
      again.map(({ after }) => messageFor(after, { environmentId, webhookId: webhook.id })),
    );
    return changeResources({ ...request, scope: request.params }, context, {
      writes: again.map(({ before, after }) => takeOver(before, after)),
      event: {
        action: 'webhook.deliveries_resent',
        target: { type: 'webhook', id: webhook.id, name: webhook.url },
        after: { deliveries: failed.length, ...(from && { from }), ...(to && { to }) },
      },
      answer: { body },
    });
  };
