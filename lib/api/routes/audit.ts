import * as z from 'zod/mini';
import { auditActions, type AuditAction } from '../audit-actions.ts';
import { limits } from '../limits.ts';
import { EventId } from '../schemas/ids.ts';
import { endsAfterItBegins, Instant, QueryInstant } from '../schemas/instant.ts';
import { boundedText } from '../schemas/text.ts';
import { defineOperations, page, Paging, pagingBy } from '../operation.ts';

const Action = z
  .enum(Object.keys(auditActions) as [AuditAction, ...AuditAction[]])
  .with(z.meta({ examples: ['environment.created'] }));

const ActorType = z.enum(['user', 'serviceAccount', 'apiKey', 'operator', 'system']);

export const AuditEvent = z
  .object({
    id: EventId,
    at: Instant,
    actor: z.object({ type: ActorType, id: z.string(), email: z.optional(z.string()) }),
    action: Action,
    target: z.object({ type: z.string(), id: z.string(), name: z.optional(z.string()) }),
    before: z.optional(z.record(z.string(), z.unknown())),
    after: z.optional(z.record(z.string(), z.unknown())),
    requestId: z.string(),
  })
  .with(z.meta({ id: 'AuditEvent' }));
export type AuditEvent = z.output<typeof AuditEvent>;

/** The same as a line of a file. */
const AuditLine = z.object({
  id: EventId,
  at: Instant,
  actorType: ActorType,
  actorId: z.string(),
  actorEmail: z.string(),
  action: Action,
  targetType: z.string(),
  targetId: z.string(),
  targetName: z.string(),
  before: z.string().with(z.describe('JSON, or empty')),
  after: z.string().with(z.describe('JSON, or empty')),
  requestId: z.string(),
});

const filters = {
  targetId: z.optional(boundedText(100)),
  actorId: z.optional(boundedText(100)),
  action: z.optional(boundedText(100)),
  from: z.optional(QueryInstant).with(z.describe('Changes at this instant or later')),
  to: z.optional(QueryInstant).with(z.describe('Changes before this instant')),
};

export const audit = defineOperations({
  listAuditEvents: {
    method: 'GET',
    path: '/v1/accounts/{accountId}/audit-events',
    summary: 'See who changed what, newest first',
    caller: 'member',
    effect: 'read',
    query: z.strictObject({ ...Paging.shape, ...filters }).check(endsAfterItBegins),
    status: 200,
    answer: page(AuditEvent),
  },
  exportAuditEvents: {
    method: 'GET',
    path: '/v1/accounts/{accountId}/exports/audit-events',
    summary: 'Export who changed what',
    description: `Newest first. A file has at most ${limits.exportedRows} lines, and about a megabyte; when there are more, send the header \`Next-Cursor\` as \`cursor\` to continue. A field that a spreadsheet would read as a formula gets an apostrophe before it.`,
    caller: 'member',
    effect: 'read',
    query: z
      .strictObject({ ...pagingBy(limits.exportedRows, limits.exportedRows).shape, ...filters })
      .check(endsAfterItBegins),
    status: 200,
    download: {
      line: AuditLine,
      fileName: 'audit-events.csv',
      example:
        'id,at,actorType,actorId,actorEmail,action,targetType,targetId,targetName,before,after,requestId\r\nevt_01JD3Z0M6T8V0X2Z4B6D8F0H2K,2026-02-03T14:05:12.480Z,user,5b0f8a52-70b1-4c39-9a6e-3c1e8f5d7a21,ada@example.com,account.updated,account,acc_01JD3Z0M5V7Q8C2N4B6X9Y1T3R,Acme,"{""name"":""Acme Inc""}","{""name"":""Acme""}",JKJaXmPLvHcESHA=\r\n',
    },
  },
});
