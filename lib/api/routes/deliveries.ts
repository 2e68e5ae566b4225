import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { defineOperations, page, Paging } from '../operation.ts';
import { Count } from '../schemas/count.ts';
import { DeliveryId, EventId } from '../schemas/ids.ts';
import { endsAfterItBegins, Instant, RequestInstant } from '../schemas/instant.ts';
import { boundedText } from '../schemas/text.ts';
import { webhookEvents } from '../schemas/event.ts';

const WEBHOOK = '/v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}';

/** One request to a receiver, and what came of it. */
export const Attempt = z.object({
  at: Instant,
  durationMilliseconds: z.int(),
  status: z.nullable(z.int()).with(z.describe('The HTTP status of the answer; null if there was none')),
  error: z.optional(z.string()).with(z.describe('Why there was no answer')),
  responseBody: z.optional(z.string()).with(z.describe('The first 1,024 bytes of the answer')),
});

export const Delivery = z
  .object({
    id: DeliveryId,
    eventId: EventId,
    eventType: z.enum([...webhookEvents, 'webhook.test']),
    status: z.enum(['pending', 'delivered', 'failed']),
    payload: z.unknown().with(z.describe('The body that is sent')),
    attempts: z.array(Attempt).with(z.describe('The last ten, the oldest first')),
    attemptCount: z.int(),
    nextAttemptAt: z.nullable(Instant),
    createdAt: Instant,
  })
  .with(z.meta({ id: 'Delivery' }));

export const deliveries = defineOperations({
  listDeliveries: {
    method: 'GET',
    path: `${WEBHOOK}/deliveries`,
    summary: 'List the deliveries of a webhook',
    description: 'Those of the last seven days, newest first.',
    caller: 'member',
    effect: 'read',
    query: z.extend(Paging, {
      status: z.optional(z.enum(['pending', 'delivered', 'failed'])),
    }),
    status: 200,
    answer: page(Delivery),
  },
  resendDelivery: {
    method: 'POST',
    path: `${WEBHOOK}/deliveries/{deliveryId}/resend`,
    summary: 'Send a delivery again',
    description: 'The event keeps its id, so that a receiver can recognise one that it already has.',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({}),
    bodyOptional: true,
    status: 200,
    answer: Delivery,
    problems: ['webhook_disabled'],
  },
  resendDeliveries: {
    method: 'POST',
    path: `${WEBHOOK}/deliveries/resend`,
    summary: 'Send the failed deliveries of a period again',
    description: `Those of events from \`from\` on and before \`to\`, newest first: at most ${limits.resentDeliveries} in one request. Send \`nextCursor\` as \`cursor\` to continue. The events keep their ids.`,
    caller: 'admin',
    effect: 'write',
    body: z
      .strictObject({
        from: z.optional(RequestInstant),
        to: z.optional(RequestInstant),
        cursor: z.optional(boundedText(4096)).with(z.describe('`nextCursor` of the previous request')),
      })
      .check(endsAfterItBegins),
    bodyOptional: true,
    status: 200,
    answer: z.object({
      resent: Count.with(z.describe('How many are sent again')),
      nextCursor: z.nullable(z.string()),
    }),
    problems: ['webhook_disabled', 'invalid_cursor'],
    examples: { body: { from: '2026-01-31T09:30:00Z' } },
  },
});
