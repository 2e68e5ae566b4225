import * as z from 'zod/mini';
import { EventId } from '../schemas/ids.ts';
import { boundedText } from '../schemas/text.ts';
import { defineOperations, page, Paging } from '../operation.ts';
import { Instant } from '../schemas/instant.ts';

export const AuditEvent = z
  .object({
    id: EventId,
    at: Instant,
    actor: z.object({
      type: z.enum(['user', 'apiKey', 'operator', 'system']),
      id: z.string(),
      email: z.optional(z.string()),
    }),
    action: z.string().with(z.meta({ examples: ['environment.created'] })),
    target: z.object({ type: z.string(), id: z.string(), name: z.optional(z.string()) }),
    before: z.optional(z.record(z.string(), z.unknown())),
    after: z.optional(z.record(z.string(), z.unknown())),
    requestId: z.string(),
  })
  .with(z.meta({ id: 'AuditEvent' }));
export type AuditEvent = z.output<typeof AuditEvent>;

export const audit = defineOperations({
  listAuditEvents: {
    method: 'GET',
    path: '/v1/accounts/{accountId}/audit-events',
    summary: 'See who changed what, newest first',
    caller: 'member',
    effect: 'read',
    query: z.extend(Paging, {
      targetId: z.optional(boundedText(100)),
      actorId: z.optional(boundedText(100)),
      action: z.optional(boundedText(100)),
    }),
    status: 200,
    answer: page(AuditEvent),
  },
});
