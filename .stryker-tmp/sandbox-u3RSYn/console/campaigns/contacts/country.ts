import { getCountries, type CountryCode } from 'libphonenumber-js/min';
import { remembered } from '../../place/memory.ts';

/** The name under which the country is remembered whose national numbers are understood. */
export const COUNTRY = 'country';

/** The one that was chosen last; at first that of the browser's language, as far as it names one: `de-AT`. */
export function rememberedCountry(): CountryCode | undefined {
  const known = remembered(COUNTRY) ?? new Intl.Locale(navigator.language).region;
  return getCountries().find((country) => country === known);
}
