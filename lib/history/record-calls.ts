import type { EnvironmentId } from '../api/schemas/ids.ts';
import { gateAt, keyOf, keys } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import { readMany, type Table } from '../table/table.ts';
import { update } from '../table/write.ts';
import { transact } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { recordOf, type CallRecordItem } from './call-record.ts';
import { endedCalls } from './ended-calls.ts';
import type { GateItem } from '../gate/gate.ts';
import { isGateMade } from '../gate/lease.ts';
import { countCalls, dayOf } from './usage.ts';

/** How many records one transaction writes. A conflict repeats all of them. */
const AT_ONCE = 50;

/**
 * Keeps a record of each call that ended with a change of a gate, and counts it, once: the same change may be delivered
 * again. When one environment fails, the others are still handled.
 * @throws what went wrong, so that the changes are delivered again
 */
export async function recordCalls(
  changes: readonly ItemChange[],
  { table }: Pick<Context, 'table'>,
): Promise<void> {
  const records = new Map(changes.flatMap(recordsIn).map((record) => [`${record.pk} ${record.sk}`, record]));
  const byEnvironment = Map.groupBy(records.values(), ({ environmentId }) => environmentId);
  const outcomes = await Promise.allSettled(
    [...byEnvironment].map(async ([environment, own]) => {
      for (const [day, ofDay] of Map.groupBy(own, ({ startedAt }) => dayOf(startedAt))) {
        for (let from = 0; from < ofDay.length; from += AT_ONCE)
          await recordOnce(table, environment, day, ofDay.slice(from, from + AT_ONCE));
      }
      await pointTo(table, own);
    }),
  );
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

function recordsIn({ key, before, after }: ItemChange): CallRecordItem[] {
  const place = gateAt(key);
  if (place === undefined || before === undefined) return [];
  return endedCalls(place.environment, before as GateItem, after as GateItem | undefined).map(recordOf);
}

/** There is a record already. */
class Recorded extends Error {}

/** @param records of calls that started on that day */
async function recordOnce(
  table: Table,
  environment: EnvironmentId,
  day: string,
  records: readonly CallRecordItem[],
): Promise<void> {
  let missing = records;
  while (missing.length > 0) {
    try {
      await transact(table, [
        ...missing.map((record) => ({
          Put: { Item: { ...record }, ConditionExpression: 'attribute_not_exists(pk)' },
          onConditionFailed: () => new Recorded('this call has been recorded'),
        })),
        countCalls(environment, day, missing),
      ]);
      return;
    } catch (thrown) {
      if (!(thrown instanceof Recorded)) throw thrown;
      const found = await readMany<CallRecordItem>(table, missing.map(keyOf));
      const recorded = new Set(found.map(({ sk }) => sk));
      missing = missing.filter(({ sk }) => !recorded.has(sk));
    }
  }
}

/**
 * Writes the rows that lead from callers' own ids to the latest record of each. This happens after the records are
 * written, and also when they already existed, because a batch that failed in between is delivered again.
 */
async function pointTo(table: Table, records: readonly CallRecordItem[]): Promise<void> {
  const named = records.filter(({ id }) => !isGateMade(id));
  await Promise.all(
    named.map(({ environmentId, id, sk, ttl }) =>
      update(table, keys.recordPointer(environmentId, id), {
        UpdateExpression: 'SET #record = :record, #ttl = :ttl',
        ConditionExpression: 'attribute_not_exists(pk) OR #record < :record',
        ExpressionAttributeNames: { '#record': 'record', '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':record': sk, ':ttl': ttl },
      }),
    ),
  );
}
