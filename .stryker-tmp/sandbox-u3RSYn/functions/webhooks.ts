import { webhooks } from '../lib/api/routes/webhooks.ts';
import { listDeliveries } from '../lib/deliveries/list-deliveries.ts';
import { publicOutbound } from '../lib/deliveries/public-outbound.ts';
import { resendDeliveries } from '../lib/deliveries/resend-deliveries.ts';
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
import type { Context } from '../lib/context.ts';
import { deliveryQueue } from './queues/deliveries.ts';
import { withSecret } from './secrets/secret.ts';

export const serve = (context: Context & WebhookTools) =>
  serveOperations(webhooks, {
    listWebhooks: listWebhooks(context),
    createWebhook: createWebhook(context),
    getWebhook: getWebhook(context),
    editWebhook: editWebhook(context),
    deleteWebhook: deleteWebhook(context),
    rotateWebhookSecret: rotateWebhookSecret(context),
    testWebhook: testWebhook(context),
    listDeliveries: listDeliveries(context),
    resendDelivery: resendDelivery(context),
    resendDeliveries: resendDeliveries(context),
  })(context);

export const handler = withSecret('WEBHOOK_KEY_ARN', (webhookKey) =>
  deployed((context) =>
    serve({
      ...context,
      webhookKey,
      outbound: publicOutbound(),
      deliveries: deliveryQueue(variable('DELIVERIES_QUEUE_URL')),
    }),
  ),
);
