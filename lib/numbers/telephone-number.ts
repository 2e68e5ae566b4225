// The numbering plans of all countries in the smallest build of this package: it distinguishes existing numbers from
// others, but not mobile, toll-free and other kinds.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Whether a country has such numbers, in this form: `+4401632…` is not valid, because the 0 is dialled only within the
 * country. Whether anyone answers is not checked.
 */
export function isTelephoneNumber(e164: string): boolean {
  const parsed = parsePhoneNumberFromString(e164);
  return parsed !== undefined && parsed.isValid() && parsed.number === e164;
}

/** The message for a number that does not exist. */
export const NO_TELEPHONE_NUMBER = 'is not a telephone number that exists';
