import * as z from 'zod/mini';
import { Call } from './call.ts';
import { Count } from './count.ts';
import { EndedCall } from './ended-call.ts';
import { Environment } from './environment.ts';
import { AccountId, EnvironmentId, EventId, WebhookId } from './ids.ts';
import { Instant } from './instant.ts';

/** What a webhook can subscribe to. */
export const webhookEvents = [
  'call.started',
  'call.ended',
  'limit.reached',
  'limit.near',
  'environment.updated',
] as const;

export type WebhookEventType = (typeof webhookEvents)[number] | 'webhook.test';

const eventOf = <Type extends WebhookEventType, Data extends z.ZodMiniType>(type: Type, data: Data) =>
  z.object({
    id: EventId.with(z.describe('The same for every delivery of this event')),
    type: z.literal(type),
    at: Instant.with(z.describe('When it happened')),
    accountId: AccountId,
    environmentId: EnvironmentId,
    data,
  });

const InUse = { maxConcurrentCalls: Count, activeCalls: Count };

/** The event types that webhooks and the bus of a stage get. Only `webhook.test` is for webhooks alone. */
export const Event = z.discriminatedUnion('type', [
  eventOf('call.started', Call),
  eventOf('call.ended', EndedCall),
  eventOf('limit.reached', z.object(InUse)),
  eventOf(
    'limit.near',
    z.object({
      ...InUse,
      share: z
        .number()
        .with(z.describe('The share of the limit whose crossing is the event: 0.8 is four fifths')),
      hour: Instant.with(z.describe('When the hour began; there is one such event per hour')),
      until: Instant.with(z.describe('When the hour ends')),
    }),
  ),
  eventOf('environment.updated', Environment),
  eventOf('webhook.test', z.object({ webhookId: WebhookId })),
]);
