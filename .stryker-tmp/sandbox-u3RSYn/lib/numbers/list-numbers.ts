import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { numberView, type NumberItem } from './number.ts';

/** Lists telephone numbers in the order in which they were added. */
export const listNumbers: ResourceUseCase<'listNumbers'> = async (request, { table }) => {
  const range = ranges.numbers(request.scope.environmentId);
  const { items, nextCursor } = await readPage<NumberItem>(table, range, request.query);
  return { body: { items: items.map(numberView), nextCursor } };
};
