import type { webhooks } from '../api/routes/webhooks.ts';
import type { UseCase } from '../request.ts';
import type { Outbound } from '../deliveries/outbound.ts';
import type { DeliveryQueue } from '../deliveries/publish.ts';

/** The additional context of the use cases of webhooks. */
export interface WebhookTools {
  /** The key that signing secrets are computed from. */
  readonly webhookKey: () => string;
  readonly outbound: Outbound;
  readonly deliveries: DeliveryQueue;
}

export type WebhookUseCase<Id extends keyof typeof webhooks> = (
  tools: WebhookTools,
) => UseCase<(typeof webhooks)[Id]>;
