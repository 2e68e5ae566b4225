import type { EndedCall } from '../api/schemas/ended-call.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { ranges } from '../table/ranges.ts';
import { readPage, type Page, type PageRequest } from '../table/page.ts';
import type { Context } from '../context.ts';
import { isKept, recordView, type CallRecordItem } from './call-record.ts';

/** The filters of records of ended calls. */
export interface RecordsRequest extends PageRequest {
  /** Calls that started then or later: ISO 8601, to the millisecond. */
  readonly from?: string | undefined;
  /** They started before that. */
  readonly to?: string | undefined;
  readonly direction?: string | undefined;
  readonly agentId?: string | undefined;
  readonly numberId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly reference?: string | undefined;
  readonly outcome?: string | undefined;
}

/** One page of the ended calls of an environment, the newest start first. @throws invalid_cursor */
export async function listEndedCalls(
  { table, clock }: Pick<Context, 'table' | 'clock'>,
  environment: EnvironmentId,
  { from, to, direction, agentId, numberId, campaignId, reference, outcome, ...request }: RecordsRequest,
): Promise<Page<EndedCall>> {
  const wanted = Object.entries({ direction, agentId, numberId, campaignId, reference, outcome }).filter(
    ([, value]) => value !== undefined,
  );
  const page = await readPage<CallRecordItem>(
    table,
    ranges.callRecordsBetween(environment, from, to),
    request,
    {
      newestFirst: true,
      ...(wanted.length > 0 && {
        boundTo: JSON.stringify(wanted),
        FilterExpression: wanted.map(([name]) => `#${name} = :${name}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(wanted.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(wanted.map(([name, value]) => [`:${name}`, value])),
      }),
    },
  );
  const kept = page.items.filter((record) => isKept(record, clock.now()));
  return { items: kept.map(recordView), nextCursor: page.nextCursor };
}
