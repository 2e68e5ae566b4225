import type { Place } from '../due/due.ts';
import { ranges } from '../table/ranges.ts';
import { purgeRange, type PurgeBudget } from '../table/purge-range.ts';
import type { Context } from '../context.ts';
import { moveUsage } from './move-usage.ts';

/**
 * Moves an environment's usage to its account, and then removes the records of its calls, of which there may be millions.
 * @returns whether none is left
 */
export async function purgeHistory(
  place: Place,
  { table }: Pick<Context, 'table'>,
  budget: PurgeBudget,
): Promise<boolean> {
  if (!(await moveUsage(place, { table }, budget))) return false;
  const { environmentId } = place;
  for (const range of [ranges.callRecords(environmentId), ranges.recordPointers(environmentId)])
    if (!(await purgeRange(table, range, budget))) return false;
  return true;
}
