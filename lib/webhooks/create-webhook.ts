import type { WebhookId } from '../api/schemas/ids.ts';
import { idOfCaller } from '../auth/caller.ts';
import { instant, newId } from '../clock.ts';
import { assertReachable } from '../deliveries/outbound.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { webhookSecret } from './secret.ts';
import type { WebhookUseCase } from './use-case.ts';
import {
  addFirstWebhook,
  addWebhook,
  webhookFacts,
  webhookView,
  type StoredWebhook,
  type WebhooksItem,
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
      secretShown: { shownTo: idOfCaller(request.caller), shownAt: at },
      createdAt: at,
      updatedAt: at,
      version: 1,
    };
    const standing = await read<WebhooksItem>(context.table, keys.webhooks(environmentId));
    // An environment that has deleted all of its webhooks still has their item.
    const add = standing === undefined ? addFirstWebhook : addWebhook;
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
