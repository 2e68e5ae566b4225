import type { Context } from '../context.ts';
import { keyOf, keys } from '../table/keys.ts';
import { transact, type Write } from '../table/transact.ts';
import { dueAt, type DueAt, type Place } from './due.ts';

/** Says when the sweeper must look for what is told of an environment's calls only after its purge. */
export interface LateDueItem extends Place {
  readonly pk: string;
  readonly sk: string;
  readonly what: 'late';
  readonly dueAt: DueAt;
  /** When the environment was deleted. No call has started or ended in it since. */
  readonly deletedAt: string;
}

/**
 * The looks, by their time after the deletion. An hour is much longer than the stream and the log usually take. 18 days
 * cover the rest: a day in the stream, two in the queue of `parked-usage`, and fourteen in a dead-letter queue.
 */
const LOOKS_MS = [3_600_000, 18 * 24 * 3_600_000];

/** @returns undefined after the last one, so also for an environment that was deleted long ago */
export function nextLook(deletedAt: string, now: number): DueAt | undefined {
  const next = LOOKS_MS.map((after) => Date.parse(deletedAt) + after).find((at) => at > now);
  return next === undefined ? undefined : dueAt(next);
}

/** Writes the due row of the next look. @param next undefined when there is none */
export function fileLate(
  { accountId, environmentId, deletedAt }: Place & Pick<LateDueItem, 'deletedAt'>,
  next: DueAt | undefined,
): Write[] {
  if (next === undefined) return [];
  const key = keys.due(environmentId, next, 'late');
  const item: LateDueItem = { ...key, accountId, environmentId, what: 'late', dueAt: next, deletedAt };
  return [{ Put: { Item: { ...item } } }];
}

/** Removes a row that was handled, and writes the next one. @param next undefined when there is none */
export async function refileLate(
  row: LateDueItem,
  next: DueAt | undefined,
  { table }: Pick<Context, 'table'>,
): Promise<void> {
  if (next === row.dueAt) return;
  await transact(table, [...fileLate(row, next), { Delete: { Key: keyOf(row) } }]);
}
