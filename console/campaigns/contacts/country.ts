import { getCountries, type CountryCode } from 'libphonenumber-js/min';
import { remembered } from '../../place/memory.ts';

/** The key under which the country of national numbers is stored. */
export const COUNTRY = 'country';

/** The last choice; before any choice, the country of the browser's language, if it has one: `de-AT`. */
export function rememberedCountry(): CountryCode | undefined {
  const known = remembered(COUNTRY) ?? new Intl.Locale(navigator.language).region;
  return getCountries().find((country) => country === known);
}
