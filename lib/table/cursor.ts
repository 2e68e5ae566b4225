import { hash } from 'node:crypto';
import { Problem } from '../api/problem.ts';

/**
 * A cursor is the position to go on after, behind a hash of the list that it belongs to: its range, its filters. It is not
 * signed, for it opens nothing: a made-up one can only name a position of a list that its bearer may read anyway.
 */
const HASH_BYTES = 8;

/** No sort key is longer than DynamoDB takes. */
const MAX_POSITION_BYTES = 1024;
const MAX_CHARACTERS = Math.ceil(((HASH_BYTES + MAX_POSITION_BYTES) * 4) / 3);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param list names the list with everything that it was asked for with */
export function cursorAt(position: string, list: string): string {
  return Buffer.concat([hashOf(list), Buffer.from(position)]).toString('base64url');
}

/** The position that a cursor names. @throws invalid_cursor when it is none of this list */
export function positionIn(cursor: string, list: string): string {
  const bytes = Buffer.from(cursor.slice(0, MAX_CHARACTERS + 1), 'base64url');
  const isOne =
    cursor.length <= MAX_CHARACTERS &&
    bytes.toString('base64url') === cursor &&
    bytes.length > HASH_BYTES &&
    bytes.subarray(0, HASH_BYTES).equals(hashOf(list));
  if (!isOne) throw new Problem('invalid_cursor');
  try {
    return utf8.decode(bytes.subarray(HASH_BYTES));
  } catch {
    throw new Problem('invalid_cursor');
  }
}

const hashOf = (list: string): Buffer => hash('sha256', list, 'buffer').subarray(0, HASH_BYTES);
