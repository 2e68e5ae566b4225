import type { EventId } from '../api/schemas/ids.ts';
import { instant, newId } from '../clock.ts';
import { attemptView, isDelivered } from '../deliveries/delivery.ts';
import { attempt } from '../deliveries/attempt.ts';
import { assertAccountInUse } from '../accounts/status/account-in-use.ts';
import { assertNotDraining, readEnvironment } from '../environments/environment.ts';
import type { WebhookUseCase } from './use-case.ts';
import { readWebhook } from './webhook.ts';

/** Sends a test event now, once, and returns the receiver's response. It leaves no delivery behind. */
export const testWebhook: WebhookUseCase<'testWebhook'> = (tools) => async (request, context) => {
  const { accountId, environmentId } = request.params;
  await assertAccountInUse(context.table, accountId);
  assertNotDraining(await readEnvironment(context.table, accountId, environmentId));
  const webhook = await readWebhook(context.table, request.params);
  const event = {
    id: newId<EventId>('evt', context.clock),
    type: 'webhook.test' as const,
    at: instant(context.clock.now()),
    accountId,
    environmentId,
    data: { webhookId: webhook.id },
  };
  const outcome = await attempt(event, webhook, { ...tools, clock: context.clock });
  return { body: { delivered: isDelivered(outcome), ...attemptView(outcome) } };
};
