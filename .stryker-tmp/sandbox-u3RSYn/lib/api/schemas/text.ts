import * as z from 'zod/mini';

/** Control characters, but for tab and line ends. They show nothing, and do harm wherever they come out again. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/**
 * What shows nothing, or only space, though Unicode counts it as letter, mark or symbol (fillers, selectors, joiners), and
 * what changes the direction in which the rest is shown.
 */
export const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2800]/u;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * What every text of a request begins with. Its length is looked at first, and nothing else of one that is too long: what
 * comes after it may cost more than the length, for normalizing takes the square of a run of marks.
 * @param max in UTF-16 code units
 */
export const boundedText = (max: number, error = `must have at most ${max} characters`) =>
  z.string().check(
    z.maxLength(max, { error, abort: true }),
    z.refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode', abort: true }),
  );

/** Text of several lines, at most so many bytes of UTF-8. It is kept as it was sent. */
export const longText = (maxBytes: number) => {
  const error = `must have at most ${maxBytes} bytes`;
  return boundedText(maxBytes, error).check(
    z.refine((text) => bytesOf(text) <= maxBytes, { error, abort: true }),
    z.refine((text) => !CONTROL.test(text), { error: 'must hold no control characters' }),
    z.describe(`At most ${maxBytes} bytes`),
  );
};

/** Text of one line, trimmed, at most so many characters; it may be empty. */
export const lineOfText = (maxCharacters: number) =>
  boundedText(maxCharacters).check(
    z.trim(),
    z.refine((text) => !/\p{Cc}/u.test(text), { error: 'must be a single line', abort: true }),
    z.refine((text) => !INVISIBLE.test(text), { error: 'must hold no invisible characters' }),
  );
