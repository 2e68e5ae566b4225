import { deliver } from '../../lib/deliveries/deliver.ts';
import { eventOf } from '../../lib/deliveries/event.ts';
import { deliveryIdOf } from '../../lib/deliveries/delivery.ts';
import { instant } from '../../lib/clock.ts';
import type { AccountId, EnvironmentId, WebhookId } from '../../lib/api/schemas/ids.ts';
import { done, type TestAccount, type TestBerth } from './berth.ts';

/** Where nobody listens: an address that every connection is refused at. */
export const NOBODY = 'http://127.0.0.1:9/';

/**
 * A webhook to which nobody listens, and a delivery to it that waits for another attempt.
 * @param to a webhook that gets such a delivery besides
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
