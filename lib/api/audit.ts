import * as z from 'zod';
import { EventId } from './ids.ts';
import { defineOperations, Instant, page, Paging } from './operation.ts';

export const AuditEvent = z
  .object({
    id: EventId,
    at: Instant,
    actor: z.object({
      type: z.enum(['user', 'apiKey', 'operator', 'system']),
      id: z.string(),
      email: z.string().optional(),
    }),
    action: z.string().meta({ examples: ['environment.created'] }),
    target: z.object({ type: z.string(), id: z.string(), name: z.string().optional() }),
    before: z.record(z.string(), z.unknown()).optional(),
    after: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.output<typeof AuditEvent>;

export const audit = defineOperations({
  listAuditEvents: {
    method: 'GET',
    path: '/v1/accounts/{accountId}/audit-events',
    summary: 'See who changed what, newest first',
    caller: 'member',
    effect: 'read',
    query: Paging.extend({
      targetId: z.string().max(100).optional(),
      actorId: z.string().max(100).optional(),
      action: z.string().max(100).optional(),
    }),
    status: 200,
    answer: page(AuditEvent),
  },
});
