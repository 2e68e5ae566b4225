import * as z from 'zod';

const MAX_CHARACTERS = 64;

/** Scripts whose letters are easily taken for one another's, and the ones that are written together. */
const scripts: Record<string, RegExp> = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Armenian: /\p{Script=Armenian}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Arabic: /\p{Script=Arabic}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Thai: /\p{Script=Thai}/u,
  Georgian: /\p{Script=Georgian}/u,
  Cherokee: /\p{Script=Cherokee}/u,
  // Chinese, Japanese and Korean mix these in one word as a matter of course.
  EastAsian: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u,
};

function scriptOf(letter: string): string {
  return Object.entries(scripts).find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other';
}

function mixesScripts(name: string): boolean {
  return name
    .split(/[^\p{L}\p{M}]+/u)
    .some((word) => new Set((word.match(/\p{L}/gu) ?? []).map(scriptOf)).size > 1);
}

const displayName = (allowed: RegExp, allowedInWords: string) =>
  z
    .string()
    .normalize('NFKC')
    .trim()
    .refine((name) => name.length > 0, { error: 'must not be empty', abort: true })
    .refine((name) => [...name].length <= MAX_CHARACTERS, {
      error: `must have at most ${MAX_CHARACTERS} characters`,
      abort: true,
    })
    .refine((name) => allowed.test(name), { error: `may hold only ${allowedInWords}`, abort: true })
    .refine((name) => !mixesScripts(name), { error: 'must not mix alphabets within a word' })
    .meta({ minLength: 1, maxLength: MAX_CHARACTERS });

/** The name of an environment: NFKC, trimmed, 1 to 64 characters. Marks may follow a letter, two at most. */
export const EnvironmentName = displayName(
  /^(?:\p{L}\p{M}{0,2}|\p{N}|[ \-_.])+$/u,
  'letters, digits, spaces, hyphens, underscores and full stops',
).meta({ examples: ['production'] });

/** The name of an account or a person: as for environments, with punctuation (“Smith & Sons, Inc.”). */
export const AccountName = displayName(
  /^(?:\p{L}\p{M}{0,2}|[\p{N}\p{P}\p{Sc}\p{Sm}\p{So} ])+$/u,
  'letters, digits, spaces and punctuation',
).meta({ examples: ['Acme'] });

/** The form in which two names are the same name: “Prod” and “PROD”, “straße” and “STRASSE”. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
