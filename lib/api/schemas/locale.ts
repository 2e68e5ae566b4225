import * as z from 'zod/mini';
import { boundedText } from './text.ts';

/** A language as BCP 47 writes it, in its canonical form: “en-us” becomes “en-US”. */
export const Language = boundedText(35).check(
  z.refine((tag) => canonicalLanguage(tag) !== undefined, {
    error: 'must be a language tag (BCP 47), such as en-US',
    abort: true,
  }),
  z.overwrite((tag) => canonicalLanguage(tag) ?? tag),
  z.meta({ description: 'A language tag (BCP 47)', examples: ['en-US'] }),
);

/** A time zone by its IANA name. An offset is not accepted: it has no daylight saving time. */
export const TimeZone = boundedText(64).check(
  z.refine((name) => knownTimeZone(name) !== undefined, {
    error: 'must be the IANA name of a time zone, such as Europe/Berlin',
    abort: true,
  }),
  z.overwrite((name) => knownTimeZone(name) ?? name),
  z.meta({ description: 'The IANA name of a time zone', examples: ['Europe/Berlin'] }),
);

function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The name in its correct case. A name that was replaced by another (“Asia/Calcutta”) stays as it was given. */
function knownTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
  }
}
