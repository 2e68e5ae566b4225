import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keyOf, ranges, type Key } from '../table/keys.ts';
import { drop, query } from '../table/table.ts';
import type { World } from '../world.ts';

const AT_ONCE = 25;

/** How many records may still be removed in a round of the sweeper, of whichever environments. */
export interface PurgeBudget {
  left: number;
}

/** About ten seconds of a round: other environments wait for their turn. */
export const MOST_PURGED_A_ROUND = 5_000;

/**
 * Removes the records of an environment's calls. There may be millions: what is left after this round is for the next.
 * @returns whether none is left
 */
export async function purgeHistory(
  environment: EnvironmentId,
  { table }: Pick<World, 'table'>,
  budget: PurgeBudget,
): Promise<boolean> {
  const range = ranges.callRecords(environment);
  const fields = { limit: AT_ONCE, ProjectionExpression: 'pk, sk' };
  for (; budget.left > 0; budget.left -= AT_ONCE) {
    // From the beginning each time: what was there is gone.
    const { items, last } = await query<Key>(table, range, fields);
    await Promise.all(items.map((record) => drop(table, keyOf(record), {})));
    if (last === undefined) return true;
  }
  return false;
}
