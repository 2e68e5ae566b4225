import { Problem } from '../api/problem.ts';
import { cursorAt, positionIn } from './cursor.ts';
import type { Range } from './ranges.ts';
import { isNamed, query, type QueryOptions, type Table } from './table.ts';

/** What a request for a page contains, from the query string. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** How many items a request for a filtered page may skip before it ends the page. */
const MAX_EVALUATED = 2_000;

/**
 * One page of a range. A filter may leave a page shorter than its limit, with a cursor to continue.
 * @param options.large for items so large that many of them would not fit in a response: a page then has at most the
 *   megabyte that one request reads
 * @param options.boundTo the other filters of the list: a cursor is valid only for the same ones
 * @throws invalid_cursor when the cursor names no position of this list
 */
export async function readPage<T extends { sk: string }>(
  table: Table,
  range: Range,
  { limit, cursor }: PageRequest,
  {
    large = false,
    boundTo = '',
    ...options
  }: Omit<QueryOptions, 'after' | 'limit'> & { large?: boolean; boundTo?: string } = {},
): Promise<Page<T>> {
  const filtered = options.FilterExpression !== undefined;
  const list = [range.pk, range.beginsWith, ...(range.between ?? []), boundTo].join(' ');
  const items: T[] = [];
  let after = cursor === undefined ? undefined : positionIn(cursor, list);
  if (after !== undefined && !isWithin(range, after)) throw new Problem('invalid_cursor');
  let isFromCursor = after !== undefined;
  let evaluated = 0;
  const most = large ? 0 : Math.max(MAX_EVALUATED, limit + 1);
  do {
    const wanted = filtered ? Math.max(500, large ? limit + 1 : 0) : limit + 1 - items.length;
    const asked = { ...options, limit: wanted, ...(after !== undefined && { after }) };
    const reading = query<T>(table, range, asked);
    const found = await (isFromCursor ? reading.catch(refuseStart) : reading);
    isFromCursor = false;
    items.push(...found.items);
    after = found.last;
    evaluated += filtered ? wanted : found.items.length;
  } while (after !== undefined && items.length <= limit && evaluated < most);

  const shown = items.slice(0, limit);
  const last = items.length > limit ? shown.at(-1)?.sk : after;
  return { items: shown, nextCursor: last === undefined ? null : cursorAt(last, list) };
}

/**
 * DynamoDB has rules of its own about where a Query may start; a position that breaks one is not a position of the
 * list.
 */
function refuseStart(thrown: unknown): never {
  const isOfStart = isNamed(thrown, 'ValidationException') && /\bstart(ing)? ?key\b/i.test(thrown.message);
  throw isOfStart ? new Problem('invalid_cursor') : thrown;
}

/**
 * One page of a list that is in memory, in the order of its positions.
 * @param list identifies it: a cursor of one list is refused by another
 * @throws invalid_cursor
 */
export function pageOf<T>(
  all: readonly T[],
  positionOf: (item: T) => string,
  list: string,
  { limit, cursor }: PageRequest,
): Page<T> {
  const after = cursor === undefined ? undefined : positionIn(cursor, list);
  const rest = after === undefined ? all : all.filter((item) => positionOf(item) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, nextCursor: more ? cursorAt(positionOf(last), list) : null };
}

/**
 * One page of a list whose length is known, and any part of which can be read by its index.
 * @param list identifies it: a cursor of one list is refused by another
 * @throws invalid_cursor
 */
export async function pageOfPlaces<T>(
  length: number,
  read: (from: number, to: number) => Promise<T[]>,
  list: string,
  { limit, cursor }: PageRequest,
): Promise<Page<T>> {
  const position = cursor === undefined ? '0' : positionIn(cursor, list);
  const from = Number(position);
  const isPlace = Number.isInteger(from) && String(from) === position && from >= 0 && from <= length;
  if (!isPlace) throw new Problem('invalid_cursor');
  const to = Math.min(length, from + limit);
  return { items: await read(from, to), nextCursor: to < length ? cursorAt(String(to), list) : null };
}

function isWithin({ beginsWith, between }: Range, sortKey: string): boolean {
  if (between === undefined) return sortKey.startsWith(beginsWith);
  const [first, last] = between;
  return first <= sortKey && sortKey <= last;
}
