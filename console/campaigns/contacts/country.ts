import { getCountries, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { remembered } from '../../place/memory.ts';

/** The key under which the country of national numbers is stored. */
export const COUNTRY = 'country';

const known = (code: string | undefined): CountryCode | undefined =>
  getCountries().find((country) => country === code);

/**
 * The likely countries of national numbers, the likeliest first: the last choice, which may have been none; the country
 * of the campaign's own number; that of the browser's language, if it has one: `de-AT`.
 */
export function likelyCountries(e164: string | undefined): readonly (CountryCode | undefined)[] {
  const last = remembered(COUNTRY);
  const others = [
    e164 === undefined ? undefined : parsePhoneNumberFromString(e164)?.country,
    known(new Intl.Locale(navigator.language).region),
  ].filter((country) => country !== undefined);
  return last === undefined ? others : [known(last), ...others];
}

const names = new Intl.DisplayNames('en', { type: 'region' });

export const countryName = (country: CountryCode): string => names.of(country) ?? country;
