import { ranges } from '../table/ranges.ts';
import { readEnvironment } from '../environments/environment.ts';
import { readPage } from '../table/page.ts';
import type { WebhookUseCase } from '../webhooks/use-case.ts';
import { readWebhook } from '../webhooks/webhook.ts';
import { deliveryView, type DeliveryItem } from './delivery.ts';

/** Lists the deliveries of a webhook, the newest first. */
export const listDeliveries: WebhookUseCase<'listDeliveries'> =
  () =>
  async ({ params, query }, { table }) => {
    await readEnvironment(table, params.accountId, params.environmentId);
    const webhook = await readWebhook(table, params);
    const { status } = query;
    const { items, nextCursor } = await readPage<DeliveryItem>(table, ranges.deliveries(webhook.id), query, {
      newestFirst: true,
      ...(status !== undefined && {
        boundTo: status,
        FilterExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': status },
      }),
    });
    return { body: { items: items.map(deliveryView), nextCursor } };
  };
