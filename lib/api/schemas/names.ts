import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { boundedText, INVISIBLE } from './text.ts';

const MAX_CHARACTERS = limits.nameCharacters;
const tooLong = { error: `must have at most ${MAX_CHARACTERS} characters`, abort: true };
/** A longer name is not normalized at all: the time for that grows with the square of a run of marks. */
const MAX_UNNORMALIZED = 16 * MAX_CHARACTERS;

const SCRIPTS =
  'Latin Cyrillic Greek Armenian Hebrew Arabic Thaana Ethiopic Georgian Cherokee Devanagari Bengali Gurmukhi Gujarati ' +
  'Oriya Tamil Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer';
/** Chinese, Japanese and Korean mix these in one word. */
const EAST_ASIAN = 'Han|Hiragana|Katakana|Hangul|Bopomofo';

/** The scripts in which a letter is used (scx) count: the long-vowel mark of “サーバー” belongs to none. */
const scripts = [...SCRIPTS.split(' '), EAST_ASIAN].map(
  (script) => new RegExp(script.replaceAll(/\w+/g, '\\p{scx=$&}'), 'u'),
);

/** Letters of all scripts, such as the apostrophe in “Hawaiʻi”. */
const SHARED = /[\p{scx=Common}\p{scx=Inherited}]/u;

/** Digits belong to a word, so that no letter of another script hides behind one. Unlisted scripts count as one. */
const mixesScripts = (name: string): boolean => name.split(/[^\p{L}\p{M}\p{N}]+/u).some(isMixed);

function isMixed(word: string): boolean {
  const letters = (word.match(/\p{L}/gu) ?? []).filter((letter) => !SHARED.test(letter));
  const isListed = scripts.some((script) => letters.some((letter) => script.test(letter)));
  return isListed && !scripts.some((script) => letters.every((letter) => script.test(letter)));
}

/**
 * Text that mail programs turn into a link. Names of accounts and people appear in mails that we send. At this point,
 * compatibility forms of characters have already become the plain ones.
 */
const LINK = /:\s*[/\\]{2}|(?:^|[^\p{L}\p{N}])www\.|[\p{L}\p{N}]\.\p{L}{2,}[/\\]/iu;

const displayName = (allowed: RegExp, allowedInWords: string) =>
  boundedText(MAX_UNNORMALIZED, tooLong.error).check(
    z.normalize('NFKC'),
    z.trim(),
    z.refine((name) => name.length > 0, { error: 'must not be empty', abort: true }),
    z.refine((name) => [...name].length <= MAX_CHARACTERS, tooLong),
    z.refine((name) => allowed.test(name) && !INVISIBLE.test(name), {
      error: `may hold only ${allowedInWords}`,
      abort: true,
    }),
    z.refine((name) => !mixesScripts(name), { error: 'must not mix alphabets within a word' }),
    z.meta({ minLength: 1, maxLength: MAX_CHARACTERS }),
  );

/** The name of an environment: NFKC, trimmed, 1 to 64 characters. Marks may follow a letter, two at most. */
export const EnvironmentName = displayName(
  /^(?:\p{L}\p{M}{0,2}|\p{N}|[ \-_.])+$/u,
  'letters, digits, spaces, hyphens, underscores and full stops',
).with(z.meta({ examples: ['production'] }));

/**
 * The name of an account or a person: as for environments, with punctuation (“Smith & Sons, Inc.”), and without
 * links.
 */
export const AccountName = displayName(
  /^(?:\p{L}\p{M}{0,2}|[\p{N}\p{P}\p{Sc}\p{Sm}\p{So} ])+$/u,
  'letters, digits, spaces and punctuation',
)
  .check(z.refine((name) => !LINK.test(name), { error: 'must not contain links' }))
  .with(z.meta({ examples: ['Acme'] }));
