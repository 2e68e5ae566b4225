import { deliver } from '../../lib/deliveries/deliver.ts';
import { eventOf } from '../../lib/deliveries/event.ts';
import { deliveryIdOf } from '../../lib/deliveries/delivery.ts';
import { instant } from '../../lib/clock.ts';
import { keys } from '../../lib/table/keys.ts';
import { update } from '../../lib/table/write.ts';
import type { AccountId, DeliveryId, EnvironmentId, WebhookId } from '../../lib/api/schemas/ids.ts';
import { done, type TestAccount, type TestBerth } from './berth.ts';

/** An address without a listener, where every connection is refused. */
export const NOBODY = 'http://127.0.0.1:9/';

/**
 * A webhook without a listener, and a delivery to it that waits for another attempt.
 * @param to a webhook that also gets such a delivery
 */
export async function aDelivery(
  { call, context }: TestBerth,
  { accountId, admin }: TestAccount,
  environment: string,
  to?: string,
): Promise<{ webhookId: string; deliveryId: string }> {
  const webhook = done(
    await call('createWebhook', {
      as: admin.token,
      params: { accountId, environmentId: environment },
      body: { url: NOBODY, events: ['call.started'] },
    }),
  );
  const environmentId = environment as EnvironmentId;
  const messageTo = (webhookId: WebhookId) => {
    const facts = { type: 'call.started', at: instant(context.clock.now()), data: {} } as const;
    const event = eventOf({ ...facts, accountId: accountId as AccountId, environmentId }, [webhook.id]);
    return { environmentId, webhookId, event };
  };
  const message = messageTo(webhook.id);
  await deliver({ message, messageId: webhook.id, receiveCount: 1 }, context);
  if (to !== undefined)
    await deliver(
      { message: messageTo(to as WebhookId), messageId: `${webhook.id} ${to}`, receiveCount: 1 },
      context,
    );
  return { webhookId: webhook.id, deliveryId: deliveryIdOf(message) };
}

/** Makes a delivery fail for good. */
export async function failDelivery(
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
  { table }: TestBerth['context'],
): Promise<void> {
  await update(table, keys.delivery(webhookId as WebhookId, deliveryId as DeliveryId), {
    UpdateExpression: 'SET #status = :failed REMOVE nextAttemptAt',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':failed': 'failed' },
  });
}
