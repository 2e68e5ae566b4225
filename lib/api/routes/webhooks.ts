import * as z from 'zod/mini';
import { defineOperations, page, Paging, someOf } from '../operation.ts';
import { WebhookId } from '../schemas/ids.ts';
import { graceSeconds } from '../schemas/grace.ts';
import { Instant } from '../schemas/instant.ts';
import { lineOfText } from '../schemas/text.ts';
import { EndpointUrl } from '../schemas/url.ts';
import { webhookEvents } from '../schemas/event.ts';
import { Attempt, deliveries } from './deliveries.ts';

const WEBHOOKS = '/v1/accounts/{accountId}/environments/{environmentId}/webhooks';
const WEBHOOK = `${WEBHOOKS}/{webhookId}` as const;

const Events = z.array(z.enum(webhookEvents)).check(
  z.minLength(1),
  z.maxLength(webhookEvents.length),
  z.refine((events) => new Set(events).size === events.length, { error: 'must name each event once' }),
);
const Description = lineOfText(200);

export const Webhook = z
  .object({
    id: WebhookId,
    url: z.string(),
    description: z.string(),
    events: z.array(z.enum(webhookEvents)),
    enabled: z.boolean(),
    disabledReason: z
      .optional(z.enum(['failing']))
      .with(z.describe('`failing`: Berth disabled it because no delivery succeeded for three days')),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .with(z.meta({ id: 'Webhook' }));

const Secret = z.nullable(z.string()).with(
  z.meta({
    description: 'The signing secret, shown this once. null when the answer is replayed',
    examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
  }),
);

const WebhookWithSecret = z.object({
  ...Webhook.shape,
  secret: Secret,
  secretAvailable: z.boolean(),
});

const rows = defineOperations({
  listWebhooks: {
    method: 'GET',
    path: WEBHOOKS,
    summary: 'List the webhooks of an environment',
    caller: 'member',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Webhook),
  },
  createWebhook: {
    method: 'POST',
    path: WEBHOOKS,
    summary: 'Create a webhook',
    description:
      'Berth sends a `POST` to the URL for each event, signed as [Standard Webhooks](https://www.standardwebhooks.com) describes. Any 2xx within 10 seconds counts as delivered; otherwise Berth tries again with growing pauses for 36 hours. The URL must be `https:` and lead to a public address.',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({
      url: EndpointUrl,
      events: Events,
      description: z._default(Description, ''),
    }),
    status: 201,
    answer: WebhookWithSecret,
    versioned: true,
    secret: true,
    problems: ['limit_reached', 'environment_draining'],
    examples: { body: { url: 'https://example.com/berth', events: ['call.started', 'call.ended'] } },
  },
  getWebhook: {
    method: 'GET',
    path: WEBHOOK,
    summary: 'Get a webhook',
    caller: 'member',
    effect: 'read',
    status: 200,
    answer: Webhook,
    versioned: true,
  },
  editWebhook: {
    method: 'PATCH',
    path: WEBHOOK,
    summary: 'Change a webhook',
    description: 'Enabling a webhook that was disabled for failing gives it another three days.',
    caller: 'admin',
    effect: 'write',
    body: someOf({ url: EndpointUrl, events: Events, description: Description, enabled: z.boolean() }),
    status: 200,
    answer: Webhook,
    versioned: true,
    problems: ['environment_draining'],
    examples: { body: { enabled: false } },
  },
  deleteWebhook: {
    method: 'DELETE',
    path: WEBHOOK,
    summary: 'Delete a webhook',
    description: 'Nothing more is sent to it, not even deliveries that wait for another attempt.',
    caller: 'admin',
    effect: 'write',
    status: 204,
    versioned: true,
    problems: ['environment_draining'],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: `${WEBHOOK}/rotate-secret`,
    summary: 'Rotate the signing secret of a webhook',
    description: 'Until the grace ends, every request carries two signatures: one of each secret.',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({
      graceSeconds: graceSeconds('secret signs'),
    }),
    bodyOptional: true,
    status: 200,
    answer: WebhookWithSecret,
    versioned: true,
    secret: true,
    problems: ['environment_draining'],
    examples: { body: { graceSeconds: 3600 } },
  },
  testWebhook: {
    method: 'POST',
    path: `${WEBHOOK}/test`,
    summary: 'Send a test event to a webhook now',
    description:
      'Sends `webhook.test` once, whether the webhook is enabled or not, and answers with the response of the receiver.',
    caller: 'admin',
    effect: 'read',
    body: z.strictObject({}),
    bodyOptional: true,
    status: 200,
    answer: z.object({ delivered: z.boolean(), ...Attempt.shape }),
    problems: ['environment_draining', 'account_suspended', 'account_closed'],
  },
});

/** Webhooks and their deliveries. */
export const webhooks = { ...rows, ...deliveries } as const;
