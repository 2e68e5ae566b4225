import { expectVersion } from '../request.ts';
import { assertReachable } from '../deliveries/outbound.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { WebhookUseCase } from './use-case.ts';
import { editedWebhook, readWebhook, replaceWebhook, webhookFacts, webhookView } from './webhook.ts';

/** Changes a webhook. When nothing differs, nothing is written. */
export const editWebhook: WebhookUseCase<'editWebhook'> =
  ({ outbound }) =>
  async (request, context) => {
    const { environmentId } = request.params;
    const before = await readWebhook(context.table, request.params);
    expectVersion(request, before.version);
    if (request.body.url !== undefined) assertReachable(request.body.url, outbound);
    const after = editedWebhook(before, request.body, context.clock.now());
    if (after === undefined) return { body: webhookView(before), version: before.version };
    return changeResources({ ...request, scope: request.params }, context, {
      writes: [replaceWebhook(environmentId, before, after)],
      event: {
        action: 'webhook.updated',
        target: { type: 'webhook', id: after.id, name: after.url },
        before: webhookFacts(before),
        after: webhookFacts(after),
      },
      answer: { body: webhookView(after), version: after.version },
    });
  };
