import { webhooks } from '../lib/api/routes/webhooks.ts';
import { listDeliveries } from '../lib/deliveries/list-deliveries.ts';
import { publicOutbound } from '../lib/deliveries/public-outbound.ts';
import { resendDelivery } from '../lib/deliveries/resend-delivery.ts';
import { deployed, variable } from '../lib/deployed.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import { createWebhook } from '../lib/webhooks/create-webhook.ts';
import { deleteWebhook } from '../lib/webhooks/delete-webhook.ts';
import { editWebhook } from '../lib/webhooks/edit-webhook.ts';
import { getWebhook } from '../lib/webhooks/get-webhook.ts';
import { listWebhooks } from '../lib/webhooks/list-webhooks.ts';
import { rotateWebhookSecret } from '../lib/webhooks/rotate-webhook-secret.ts';
import { testWebhook } from '../lib/webhooks/test-webhook.ts';
import type { WebhookTools } from '../lib/webhooks/use-case.ts';
import type { World } from '../lib/world.ts';
import { deliveryQueue } from './queues/deliveries.ts';

export const serve = (world: World & WebhookTools) =>
  serveOperations(webhooks, {
    listWebhooks: listWebhooks(world),
    createWebhook: createWebhook(world),
    getWebhook: getWebhook(world),
    editWebhook: editWebhook(world),
    deleteWebhook: deleteWebhook(world),
    rotateWebhookSecret: rotateWebhookSecret(world),
    testWebhook: testWebhook(world),
    listDeliveries: listDeliveries(world),
    resendDelivery: resendDelivery(world),
  })(world);

export const handler = deployed((world) =>
  serve({
    ...world,
    webhookKey: () => variable('WEBHOOK_KEY'),
    outbound: publicOutbound(),
    deliveries: deliveryQueue(variable('DELIVERIES_QUEUE_URL')),
  }),
);
