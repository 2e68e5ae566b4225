import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../api/problem.ts';
import type { Range } from './keys.ts';
import { query, type QueryOptions, type Table } from './table.ts';

/** What a page is asked for with, from the query string and the caller. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Signs cursors: random, known to nobody but the table, another one for each caller. */
  readonly cursorKey: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** How many items one request may pass over in search of those that a filter lets through. */
const MOST_EVALUATED = 2_000;

/**
 * One page of a range. A filter may leave a page shorter than its limit, with a cursor to go on from.
 * @throws invalid_cursor when the cursor was not given out for this range to this caller.
 */
export async function readPage<T extends { sk: string }>(
  table: Table,
  range: Range,
  request: PageRequest,
  options: Omit<QueryOptions, 'after' | 'limit'> = {},
): Promise<Page<T>> {
  const filtered = options.FilterExpression !== undefined;
  const items: T[] = [];
  let after = request.cursor === undefined ? undefined : opened(request.cursor, range, request.cursorKey);
  let evaluated = 0;
  do {
    const wanted = filtered ? 500 : request.limit + 1 - items.length;
    const found = await query<T>(table, range, {
      ...options,
      limit: wanted,
      ...(after !== undefined && { after }),
    });
    items.push(...found.items);
    after = found.last;
    evaluated += wanted;
  } while (after !== undefined && items.length <= request.limit && evaluated < MOST_EVALUATED);

  const shown = items.slice(0, request.limit);
  const last = items.length > request.limit ? shown.at(-1)?.sk : after;
  return { items: shown, nextCursor: last === undefined ? null : sealed(last, range, request.cursorKey) };
}

const SIGNATURE_BYTES = 16;

function signature(sk: string, range: Range, cursorKey: string): Buffer {
  const signed = JSON.stringify([range.pk, range.beginsWith, sk]);
  return createHmac('sha256', cursorKey).update(signed).digest().subarray(0, SIGNATURE_BYTES);
}

function sealed(sk: string, range: Range, cursorKey: string): string {
  return Buffer.concat([signature(sk, range, cursorKey), Buffer.from(sk)]).toString('base64url');
}

function opened(cursor: string, range: Range, cursorKey: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const sk = bytes.subarray(SIGNATURE_BYTES).toString();
  const given = bytes.subarray(0, SIGNATURE_BYTES);
  const genuine =
    given.length === SIGNATURE_BYTES &&
    timingSafeEqual(given, signature(sk, range, cursorKey)) &&
    bytes.toString('base64url') === cursor;
  if (!genuine) throw new Problem('invalid_cursor');
  return sk;
}
