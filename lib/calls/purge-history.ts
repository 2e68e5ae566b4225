import type { EnvironmentId } from '../api/ids.ts';
import { keyOf, ranges, type Key } from '../table/keys.ts';
import { drop, query } from '../table/table.ts';
import type { World } from '../world.ts';

const AT_ONCE = 25;

/** As many records as go in one round of the sweeper, about ten seconds of it: other environments wait for their turn. */
const MOST_A_ROUND = 5_000;

/**
 * Removes the records of an environment's calls. There may be millions: what is left after this round is for the next.
 * @returns whether none is left
 */
export async function purgeHistory(
  environment: EnvironmentId,
  { table }: Pick<World, 'table'>,
  most = MOST_A_ROUND,
): Promise<boolean> {
  const range = ranges.callRecords(environment);
  const fields = { limit: AT_ONCE, ProjectionExpression: 'pk, sk' };
  for (let purged = 0; purged < most; purged += AT_ONCE) {
    // From the beginning each time: what was there is gone.
    const { items, last } = await query<Key>(table, range, fields);
    await Promise.all(items.map((record) => drop(table, keyOf(record), {})));
    if (last === undefined) return true;
  }
  return false;
}
