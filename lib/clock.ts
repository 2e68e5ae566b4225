import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';

/** The source of all time and randomness, so that a test can move the time and fix the random bytes. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  randomBytes(length: number): Uint8Array;
}

/** Random bytes are drawn in blocks, because a draw of thousands costs about as much as a draw of three. */
const BLOCK_BYTES = 4096;
let block = Buffer.alloc(0);

export const systemClock: Clock = {
  now: () => Date.now(),
  randomBytes(length) {
    if (length > block.length) block = randomBytes(Math.max(length, BLOCK_BYTES));
    const drawn = block.subarray(0, length);
    block = block.subarray(length);
    return drawn;
  },
};

/** The instant as the API writes it: ISO 8601, UTC, milliseconds. */
export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Whole seconds since the epoch: the unit of DynamoDB's TTL and of sign-ins (`auth_time`). */
export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** A new prefixed ULID: sortable by the time of its creation. */
export function newId<Id extends string>(prefix: string, clock: Clock): Id {
  const fraction = () => (clock.randomBytes(1)[0] as number) / 256;
  return `${prefix}_${ulid(clock.now(), fraction)}` as Id;
}
