import type { audit } from '../api/routes/audit.ts';
import type { UseCase } from '../request.ts';
import { readAuditEvents } from './audit-events.ts';

/** The changes to an account as the lines of a file, the newest first. */
export const exportAuditEvents: UseCase<(typeof audit)['exportAuditEvents']> = async (
  { params, query },
  { table },
) => {
  const { items, nextCursor } = await readAuditEvents(table, params.accountId, query, { large: true });
  const json = (facts: object | undefined) => (facts === undefined ? '' : JSON.stringify(facts));
  return {
    body: {
      items: items.map(({ actor, target, before, after, ...event }) => ({
        ...event,
        actorType: actor.type,
        actorId: actor.id,
        actorEmail: actor.email ?? '',
        targetType: target.type,
        targetId: target.id,
        targetName: target.name ?? '',
        before: json(before),
        after: json(after),
      })),
      nextCursor,
    },
  };
};
