import type { EndedCall } from '../api/schemas/ended-call.ts';
import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { isGateMade, startToldBy } from '../gate/lease.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { query, read } from '../table/table.ts';
import type { Context } from '../context.ts';
import { isKept, recordView, type CallRecordItem } from './call-record.ts';

/**
 * The record of the latest ended call of this id, if there is one. A generated id contains the start, and so the
 * record's key; a caller's own id has a row that leads to the record.
 */
export async function findEndedCall(
  environment: EnvironmentId,
  id: CallId,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<EndedCall | undefined> {
  const record = isGateMade(id)
    ? await recordOfMadeId(environment, id, table)
    : await recordOfOwnId(environment, id, table);
  return record === undefined || !isKept(record, clock.now()) ? undefined : recordView(record);
}

async function recordOfMadeId(environment: EnvironmentId, id: CallId, table: Context['table']) {
  const range = ranges.recordsOfCall(environment, startToldBy(id), id);
  const { items } = await query<CallRecordItem>(table, range, { limit: 1 });
  return items[0];
}

async function recordOfOwnId(environment: EnvironmentId, id: CallId, table: Context['table']) {
  const pointer = await read<{ record: string }>(table, keys.recordPointer(environment, id));
  if (pointer === undefined) return undefined;
  return read<CallRecordItem>(table, keys.callRecordAt(environment, pointer.record));
}
