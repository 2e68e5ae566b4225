// The numbering plans of all countries in the smallest of this package's builds: it tells existing numbers from others, and
// leaves out which of them are mobile, which toll-free and so on.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Whether a country has such numbers, and they are written so: `+4401632…` is not, for the 0 is dialled only within the
 * country. Whether anyone answers is another matter.
 */
export function isTelephoneNumber(e164: string): boolean {
  const parsed = parsePhoneNumberFromString(e164);
  return parsed !== undefined && parsed.isValid() && parsed.number === e164;
}

/** What is said of one that is not. */
export const NO_TELEPHONE_NUMBER = 'is not a telephone number that exists';
