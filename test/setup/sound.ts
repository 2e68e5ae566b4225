import { checkTable } from '../reliability/checker/check-table.ts';
import type { TestBerth } from './berth.ts';

/** The checker finds nothing wrong in the table. */
export async function expectSound({ items, context }: Pick<TestBerth, 'items' | 'context'>): Promise<void> {
  expect(checkTable(await items(), context.clock.now())).toEqual([]);
}
