import { readEnvironment } from '../environments/environment.ts';
import type { WebhookUseCase } from './use-case.ts';
import { readWebhook, webhookView } from './webhook.ts';

export const getWebhook: WebhookUseCase<'getWebhook'> =
  () =>
  async ({ params }, { table }) => {
    await readEnvironment(table, params.accountId, params.environmentId);
    const webhook = await readWebhook(table, params);
    return { body: webhookView(webhook), version: webhook.version };
  };
