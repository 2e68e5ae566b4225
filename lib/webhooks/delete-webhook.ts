import { expectVersion } from '../request.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { WebhookUseCase } from './use-case.ts';
import { dropWebhook, readWebhook, webhookFacts } from './webhook.ts';

/** Deletes a webhook. Deliveries that wait for another attempt are dropped when they are due. */
export const deleteWebhook: WebhookUseCase<'deleteWebhook'> = () => async (request, context) => {
  const webhook = await readWebhook(context.table, request.params);
  expectVersion(request, webhook.version);
  return changeResources({ ...request, scope: request.params }, context, {
    writes: [dropWebhook(request.params.environmentId, webhook)],
    event: {
      action: 'webhook.deleted',
      target: { type: 'webhook', id: webhook.id, name: webhook.url },
      before: webhookFacts(webhook),
    },
    answer: { body: undefined },
  });
};
