import type { Clock } from './clock.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The largest multiple of 62 in a byte: using bytes above it would favour the first digits. */
const UNBIASED_BELOW = 248;

/** A whole number in this many digits. */
export function toBase62(value: number, places: number): string {
  let digits = '';
  for (let rest = value; digits.length < places; rest = Math.floor(rest / 62))
    digits = DIGITS.charAt(rest % 62) + digits;
  return digits;
}

/** The number that these digits stand for. */
export function fromBase62(digits: string): number {
  let value = 0;
  for (const digit of digits) value = value * 62 + DIGITS.indexOf(digit);
  return value;
}

/** Random digits, each of the 62 equally likely. */
export function randomBase62(length: number, { randomBytes }: Pick<Clock, 'randomBytes'>): string {
  let digits = '';
  while (digits.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < UNBIASED_BELOW && digits.length < length) digits += DIGITS.charAt(byte % 62);
    }
  }
  return digits;
}
