import type { AuditEvent } from '../api/routes/audit.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import { ranges } from '../table/ranges.ts';
import { readPage, type Page, type PageRequest } from '../table/page.ts';
import type { Table } from '../table/table.ts';

type AuditItem = AuditEvent & { readonly pk: string; readonly sk: string };

/** The filters of a list of changes. */
export interface AuditQuery extends PageRequest {
  readonly targetId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  /** ISO 8601: changes at this instant or later. */
  readonly from?: string | undefined;
  /** ISO 8601: changes before this instant. */
  readonly to?: string | undefined;
}

const fields = {
  targetId: '#target.#id = :targetId',
  actorId: '#actor.#id = :actorId',
  action: '#action = :action',
};
const names = { '#target': 'target', '#actor': 'actor', '#action': 'action', '#id': 'id' };

/**
 * A page of the changes to an account, the newest first.
 * @param options.large for a page of many: then it has at most the megabyte that one request reads
 */
export async function readAuditEvents(
  table: Table,
  account: AccountId,
  { limit, cursor, from, to, ...filters }: AuditQuery,
  options: { large?: boolean } = {},
): Promise<Page<AuditEvent>> {
  const given = (Object.keys(fields) as (keyof typeof fields)[]).flatMap((field) => {
    const value = filters[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  const conditions = given.map(([field]) => fields[field]);
  const used = Object.entries(names).filter(([name]) =>
    conditions.some((condition) => condition.includes(name)),
  );
  const page = await readPage<AuditItem>(
    table,
    ranges.eventsBetween(account, from, to),
    { limit, cursor },
    {
      ...options,
      newestFirst: true,
      boundTo: JSON.stringify(given),
      ...(given.length > 0 && {
        FilterExpression: conditions.join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(used),
        ExpressionAttributeValues: Object.fromEntries(given.map(([field, value]) => [`:${field}`, value])),
      }),
    },
  );
  return { items: page.items.map(({ pk: _, sk: __, ...event }) => event), nextCursor: page.nextCursor };
}
