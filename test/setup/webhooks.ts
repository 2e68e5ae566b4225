import { deliver } from '../../lib/deliveries/deliver.ts';
import { eventOf } from '../../lib/deliveries/event.ts';
import { deliveryIdOf } from '../../lib/deliveries/delivery.ts';
import { instant } from '../../lib/clock.ts';
import type { AccountId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { done, type TestAccount, type TestBerth } from './berth.ts';

/** Where nobody listens: an address that every connection is refused at. */
export const NOBODY = 'http://127.0.0.1:9/';

/** A webhook to which nobody listens, and a delivery to it that waits for another attempt. */
export async function aDelivery(
  { call, world }: TestBerth,
  { accountId, admin }: TestAccount,
  environment: string,
): Promise<{ webhookId: string; deliveryId: string }> {
  const webhook = done(
    await call('createWebhook', {
      as: admin.token,
      params: { accountId, environmentId: environment },
      body: { url: NOBODY, events: ['call.started'] },
    }),
  );
  const environmentId = environment as EnvironmentId;
  const event = eventOf({
    type: 'call.started',
    at: instant(world.clock.now()),
    accountId: accountId as AccountId,
    environmentId,
    data: {},
  });
  const message = { environmentId, webhookId: webhook.id, event };
  await deliver({ message, messageId: webhook.id, receiveCount: 1 }, world);
  return { webhookId: webhook.id, deliveryId: deliveryIdOf(message) };
}
