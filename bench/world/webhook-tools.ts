import type { DeliveryMessage } from '../../lib/deliveries/delivery.ts';
import { publicOutbound } from '../../lib/deliveries/public-outbound.ts';
import type { WebhookTools } from '../../lib/webhooks/use-case.ts';

/** The tools that webhooks need in a test. What is put on the queue stays in `queued`. */
export function webhookTools(): WebhookTools & { readonly queued: DeliveryMessage[] } {
  const queued: DeliveryMessage[] = [];
  return {
    queued,
    webhookKey: () => 'the webhook key of no deployment: for tests only',
    outbound: publicOutbound({ loopback: true }),
    deliveries: { send: async (messages) => void queued.push(...messages) },
  };
}
