import { expectVersion } from '../call.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { WebhookUseCase } from './use-case.ts';
import { dropWebhook, readWebhook, webhookFacts } from './webhook.ts';

/** Deletes a webhook. What waits for another attempt is dropped when it is due. */
export const deleteWebhook: WebhookUseCase<'deleteWebhook'> = () => async (call, world) => {
  const webhook = await readWebhook(world.table, call.params);
  expectVersion(call, webhook.version);
  return changeResources({ ...call, home: call.params }, world, {
    writes: [dropWebhook(call.params.environmentId, webhook)],
    event: {
      action: 'webhook.deleted',
      target: { type: 'webhook', id: webhook.id, name: webhook.url },
      before: webhookFacts(webhook),
    },
    answer: { body: undefined },
  });
};
