import type { EnvironmentId } from '../api/schemas/ids.ts';
import { ranges } from '../table/ranges.ts';
import { purgeRange, type PurgeBudget } from '../table/purge-range.ts';
import type { Context } from '../context.ts';

/**
 * Removes the records of an environment's calls, of which there may be millions, and its usage.
 * @returns whether none is left
 */
export async function purgeHistory(
  environment: EnvironmentId,
  { table }: Pick<Context, 'table'>,
  budget: PurgeBudget,
): Promise<boolean> {
  for (const range of [
    ranges.callRecords(environment),
    ranges.recordPointers(environment),
    ranges.usage(environment),
  ])
    if (!(await purgeRange(table, range, budget))) return false;
  return true;
}
