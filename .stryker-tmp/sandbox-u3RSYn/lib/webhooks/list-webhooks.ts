import { readEnvironment } from '../environments/environment.ts';
import { pageOf } from '../table/page.ts';
import type { WebhookUseCase } from './use-case.ts';
import { readWebhooks, webhookView } from './webhook.ts';

/** Lists the webhooks of an environment in the order of their creation. */
export const listWebhooks: WebhookUseCase<'listWebhooks'> =
  () =>
  async ({ params, query }, { table }) => {
    const { accountId, environmentId } = params;
    await readEnvironment(table, accountId, environmentId);
    const all = await readWebhooks(table, environmentId);
    const page = pageOf(all, ({ id }) => id, `webhooks ${environmentId}`, query);
    return { body: { ...page, items: page.items.map(webhookView) } };
  };
