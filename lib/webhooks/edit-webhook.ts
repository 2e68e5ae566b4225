import { expectVersion } from '../call.ts';
import { assertReachable } from '../deliveries/outbound.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { WebhookUseCase } from './use-case.ts';
import { editedWebhook, readWebhook, replaceWebhook, webhookFacts, webhookView } from './webhook.ts';

/** Changes a webhook. A change to what it is already is no change. */
export const editWebhook: WebhookUseCase<'editWebhook'> =
  ({ outbound }) =>
  async (call, world) => {
    const { environmentId } = call.params;
    const before = await readWebhook(world.table, call.params);
    expectVersion(call, before.version);
    if (call.body.url !== undefined) assertReachable(call.body.url, outbound);
    const after = editedWebhook(before, call.body, world.clock.now());
    if (after === undefined) return { body: webhookView(before), version: before.version };
    return changeResources({ ...call, home: call.params }, world, {
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
