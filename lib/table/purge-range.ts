import { keyOf } from './keys.ts';
import type { Range } from './ranges.ts';
import { query, type Table } from './table.ts';
import { drop } from './write.ts';

/** How many items may still be removed or rewritten, in all ranges together. */
export interface PurgeBudget {
  left: number;
}

const AT_ONCE = 25;

/**
 * Removes the items of a range that nobody writes to any more, as many as the budget allows.
 * @param options.fields of an item that `before` needs, besides its key
 * @param options.before removes what belongs to an item, before the item: a purge that was interrupted finds the rest
 * @returns whether none is left
 */
export async function purgeRange<T extends object>(
  table: Table,
  range: Range,
  budget: PurgeBudget,
  {
    fields,
    before,
  }: {
    readonly fields?: string;
    /** @returns how many items it removed */
    readonly before?: (item: T) => Promise<number>;
  } = {},
): Promise<boolean> {
  while (budget.left > 0) {
    // From the beginning each time, because what was there has been removed.
    const { items, last } = await query<T & { pk: string; sk: string }>(table, range, {
      limit: AT_ONCE,
      ProjectionExpression: ['pk, sk', ...(fields === undefined ? [] : [fields])].join(', '),
    });
    const removed = await Promise.all(
      items.map(async (item) => {
        const hung = (await before?.(item)) ?? 0;
        await drop(table, keyOf(item), {});
        return hung + 1;
      }),
    );
    budget.left -= removed.reduce((sum, count) => sum + count, 0);
    if (last === undefined) return true;
  }
  return false;
}
