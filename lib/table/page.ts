import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../api/problem.ts';
import type { Range } from './keys.ts';
import { query, type QueryOptions, type Table } from './table.ts';

/** What a page is asked for with, from the query string and the caller. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Signs cursors, another one for each caller: of people random, and known to the table alone; of machines the hash of their key. */
  readonly cursorKey: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** How many items one request may pass over in search of those that a filter lets through, if it wants no more. */
const MOST_EVALUATED = 2_000;

/**
 * One page of a range. A filter may leave a page shorter than its limit, with a cursor to go on from.
 * @param options.large for items so large that many of them would not fit in a response: then a page has at most the
 * megabyte that one request reads
 * @param options.boundTo what else the list was asked for with: a cursor is good for the same again
 * @throws invalid_cursor when the cursor was not given out for this range to this caller.
 */
export async function readPage<T extends { sk: string }>(
  table: Table,
  range: Range,
  request: PageRequest,
  {
    large = false,
    boundTo,
    ...options
  }: Omit<QueryOptions, 'after' | 'limit'> & { large?: boolean; boundTo?: string } = {},
): Promise<Page<T>> {
  const filtered = options.FilterExpression !== undefined;
  const items: T[] = [];
  const context = [range.pk, range.beginsWith, ...(range.between ?? []), ...(boundTo ? [boundTo] : [])].join(
    ' ',
  );
  let after = opened(request, context);
  // Machines can sign cursors of their own: the hash of their key is the key to it. Such a one leads no further than this list.
  if (after !== undefined && !isWithin(range, after)) throw new Problem('invalid_cursor');
  let evaluated = 0;
  const most = large ? 0 : Math.max(MOST_EVALUATED, request.limit + 1);
  do {
    const wanted = filtered ? 500 : request.limit + 1 - items.length;
    const found = await query<T>(table, range, {
      ...options,
      limit: wanted,
      ...(after !== undefined && { after }),
    });
    items.push(...found.items);
    after = found.last;
    evaluated += filtered ? wanted : found.items.length;
  } while (after !== undefined && items.length <= request.limit && evaluated < most);

  const shown = items.slice(0, request.limit);
  const last = items.length > request.limit ? shown.at(-1)?.sk : after;
  return { items: shown, nextCursor: sealed(last, context, request) };
}

/**
 * One page of a list that is at hand as a whole, in the order of its positions.
 * @param context names the list: a cursor of one list is refused by another
 * @throws invalid_cursor
 */
export function pageOf<T>(
  all: readonly T[],
  positionOf: (item: T) => string,
  context: string,
  request: PageRequest,
): Page<T> {
  const after = opened(request, context);
  const rest = after === undefined ? all : all.filter((item) => positionOf(item) > after);
  const items = rest.slice(0, request.limit);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, nextCursor: sealed(more ? positionOf(last) : undefined, context, request) };
}

/**
 * One page of a list of which it is known how long it is, and any part of which can be read by its place.
 * @param context names the list: a cursor of one list is refused by another
 * @throws invalid_cursor
 */
export async function pageOfPlaces<T>(
  length: number,
  read: (from: number, to: number) => Promise<T[]>,
  context: string,
  request: PageRequest,
): Promise<Page<T>> {
  const from = Number(opened(request, context) ?? 0);
  if (!Number.isInteger(from) || from < 0 || from > length) throw new Problem('invalid_cursor');
  const to = Math.min(length, from + request.limit);
  const items = await read(from, to);
  return { items, nextCursor: sealed(to < length ? String(to) : undefined, context, request) };
}

function isWithin({ beginsWith, between }: Range, sortKey: string): boolean {
  if (between === undefined) return sortKey.startsWith(beginsWith);
  const [first, last] = between;
  return first <= sortKey && sortKey <= last;
}

const SIGNATURE_BYTES = 16;

function signature(position: string, context: string, cursorKey: string): Buffer {
  const signed = JSON.stringify([context, position]);
  return createHmac('sha256', cursorKey).update(signed).digest().subarray(0, SIGNATURE_BYTES);
}

function sealed(position: string | undefined, context: string, { cursorKey }: PageRequest): string | null {
  if (position === undefined) return null;
  const parts = [signature(position, context, cursorKey), Buffer.from(position)];
  return Buffer.concat(parts).toString('base64url');
}

function opened({ cursor, cursorKey }: PageRequest, context: string): string | undefined {
  if (cursor === undefined) return undefined;
  const bytes = Buffer.from(cursor, 'base64url');
  const position = bytes.subarray(SIGNATURE_BYTES).toString();
  const given = bytes.subarray(0, SIGNATURE_BYTES);
  const genuine =
    given.length === SIGNATURE_BYTES &&
    timingSafeEqual(given, signature(position, context, cursorKey)) &&
    bytes.toString('base64url') === cursor;
  if (!genuine) throw new Problem('invalid_cursor');
  return position;
}
