import type { AuditEvent, audit } from '../api/routes/audit.ts';
import type { UseCase } from '../call.ts';
import { ranges } from '../table/keys.ts';
import { readPage } from '../table/page.ts';

type AuditItem = AuditEvent & { readonly pk: string; readonly sk: string };

const fields = {
  targetId: '#target.#id = :targetId',
  actorId: '#actor.#id = :actorId',
  action: '#action = :action',
};

/** Lists the changes to an account, the newest first. */
export const listAuditEvents: UseCase<(typeof audit)['listAuditEvents']> = async (call, { table }) => {
  const { limit, cursor, ...wanted } = call.query;
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined) as [
    keyof typeof fields,
    string,
  ][];
  const conditions = given.map(([field]) => fields[field]);
  const names = { '#target': 'target', '#actor': 'actor', '#action': 'action', '#id': 'id' };
  const used = Object.entries(names).filter(([name]) =>
    conditions.some((condition) => condition.includes(name)),
  );
  const page = await readPage<AuditItem>(
    table,
    ranges.events(call.params.accountId),
    { limit, cursor },
    {
      newestFirst: true,
      boundTo: JSON.stringify(given),
      ...(given.length > 0 && {
        FilterExpression: conditions.join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(used),
        ExpressionAttributeValues: Object.fromEntries(given.map(([field, value]) => [`:${field}`, value])),
      }),
    },
  );
  return {
    body: { items: page.items.map(({ pk: _, sk: __, ...event }) => event), nextCursor: page.nextCursor },
  };
};
