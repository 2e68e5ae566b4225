import { deliver } from '../../lib/deliveries/deliver.ts';
import { eventOf, type WebhookEvent } from '../../lib/deliveries/event.ts';
import { deliveryIdOf, type DeliveryMessage } from '../../lib/deliveries/delivery.ts';
import { instant } from '../../lib/clock.ts';
import { keys } from '../../lib/table/keys.ts';
import { update } from '../../lib/table/write.ts';
import type { AccountId, DeliveryId, EnvironmentId, WebhookId } from '../../lib/api/schemas/ids.ts';
import { done, inEnvironment, type TestAccount, type TestBerth } from './berth.ts';

/** An address without a listener, where every connection is refused. */
export const NOBODY = 'http://127.0.0.1:9/';

/**
 * A webhook without a listener, and a delivery to it that waits for another attempt.
 * @param to a webhook that also gets such a delivery
 */
export async function aDelivery(
  { call, context }: TestBerth,
  account: Pick<TestAccount, 'accountId' | 'admin'>,
  environmentId: EnvironmentId,
  to?: string,
): Promise<{ webhookId: string; deliveryId: string }> {
  const webhook = done(
    await call('createWebhook', {
      ...inEnvironment(account, environmentId),
      body: { url: NOBODY, events: ['call.started'] },
    }),
  );
  const messageTo = (webhookId: string) =>
    aMessage(context, { accountId: account.accountId, environmentId, webhookId }, { fact: webhook.id });
  const message = messageTo(webhook.id);
  await deliver({ message, messageId: webhook.id, receiveCount: 1 }, context);
  if (to !== undefined)
    await deliver({ message: messageTo(to), messageId: `${webhook.id} ${to}`, receiveCount: 1 }, context);
  return { webhookId: webhook.id, deliveryId: deliveryIdOf(message) };
}

/** What is queued for a webhook when something happens now. @param fact by which the event is told from others */
export function aMessage(
  { clock }: Pick<TestBerth['context'], 'clock'>,
  {
    webhookId,
    ...place
  }: { readonly accountId: AccountId; readonly environmentId: EnvironmentId; readonly webhookId: string },
  { type = 'call.started', fact }: { readonly type?: WebhookEvent['type']; readonly fact?: string } = {},
): DeliveryMessage {
  const facts = { type, at: instant(clock.now()), ...place, data: {} } as Parameters<typeof eventOf>[0];
  const event = eventOf(facts, fact === undefined ? undefined : [fact]);
  return { environmentId: place.environmentId, webhookId: webhookId as WebhookId, event };
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
