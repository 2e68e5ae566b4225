import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Problem } from '../api/problem.ts';

/**
 * A cursor is a position in a list, behind a hash of the list (its range, its filters), and before a checksum of both,
 * which detects an altered one. It is not signed, because it gives no access: somebody who makes one up names a
 * position in a list that they may read anyway.
 */
const HASH_BYTES = 8;
const CHECKSUM_BYTES = 4;

/** DynamoDB accepts no longer sort key. */
const MAX_POSITION_BYTES = 1024;
const MAX_CHARACTERS = Math.ceil(((HASH_BYTES + MAX_POSITION_BYTES + CHECKSUM_BYTES) * 4) / 3);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param list identifies the list, with all of its filters */
export function cursorAt(position: string, list: string): string {
  const content = Buffer.concat([hashOf(list), Buffer.from(position)]);
  return Buffer.concat([content, checksumOf(content)]).toString('base64url');
}

/** The position in a cursor. @throws invalid_cursor when it is not a cursor of this list */
export function positionIn(cursor: string, list: string): string {
  if (cursor.length > MAX_CHARACTERS) throw new Problem('invalid_cursor');
  const bytes = Buffer.from(cursor, 'base64url');
  const content = bytes.subarray(0, -CHECKSUM_BYTES);
  const isOne =
    content.length > HASH_BYTES &&
    bytes.toString('base64url') === cursor &&
    bytes.subarray(-CHECKSUM_BYTES).equals(checksumOf(content)) &&
    content.subarray(0, HASH_BYTES).equals(hashOf(list));
  if (!isOne) throw new Problem('invalid_cursor');
  try {
    return utf8.decode(content.subarray(HASH_BYTES));
  } catch {
    throw new Problem('invalid_cursor');
  }
}

/** Whether a cursor is one of this list, for an operation that continues through two lists. */
export const isOfList = (cursor: string, list: string): boolean =>
  Buffer.from(cursor, 'base64url').subarray(0, HASH_BYTES).equals(hashOf(list));

const hashOf = (list: string): Buffer => hash('sha256', list, 'buffer').subarray(0, HASH_BYTES);

function checksumOf(content: Buffer): Buffer {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32BE(crc32(content));
  return checksum;
}
