import type { WebhookId } from '../api/schemas/ids.ts';
import { instant, newId } from '../clock.ts';
import { assertReachable } from '../deliveries/outbound.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { webhookSecret } from './secret.ts';
import type { WebhookUseCase } from './use-case.ts';
import {
  addFirstWebhook,
  addWebhook,
  readWebhooks,
  webhookFacts,
  webhookView,
  type StoredWebhook,
} from './webhook.ts';

/** Creates a webhook and shows its signing secret, this once. */
export const createWebhook: WebhookUseCase<'createWebhook'> =
  ({ webhookKey, outbound }) =>
  async (request, context) => {
    const { accountId, environmentId } = request.params;
    assertReachable(request.body.url, outbound);
    const id = newId<WebhookId>('whk', context.clock);
    const at = instant(context.clock.now());
    const webhook: StoredWebhook = {
      id,
      ...request.body,
      enabled: true,
      secretVersion: 1,
      createdAt: at,
      updatedAt: at,
      version: 1,
    };
    const isFirst = (await readWebhooks(context.table, environmentId)).length === 0;
    const add = isFirst ? addFirstWebhook : addWebhook;
    return changeResources({ ...request, scope: request.params }, context, {
      writes: [add(accountId, environmentId, webhook)],
      event: {
        action: 'webhook.created',
        target: { type: 'webhook', id, name: webhook.url },
        after: webhookFacts(webhook),
      },
      answer: {
        body: {
          ...webhookView(webhook),
          secret: webhookSecret(id, webhook.secretVersion, webhookKey()),
          secretAvailable: true,
        },
        version: webhook.version,
      },
    });
  };
