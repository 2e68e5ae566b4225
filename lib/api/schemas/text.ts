import * as z from 'zod/mini';

/** Control characters, except tab and line ends. They are invisible, and can do harm where they are printed. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/**
 * Characters that show nothing, or only space, though Unicode counts them as letter, mark or symbol (fillers,
 * selectors, joiners), and those that change the direction of the text after them.
 */
export const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2800]/u;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * The first checks of every text of a request. The length comes first, and a text that is too long is not examined
 * further: the cost of normalizing grows with the square of a run of marks.
 * @param max in UTF-16 code units
 */
export const boundedText = (max: number, error = `must have at most ${max} characters`) =>
  z.string().check(
    z.maxLength(max, { error, abort: true }),
    z.refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode', abort: true }),
  );

/** Text of several lines, limited in its bytes of UTF-8. It is stored as it was sent. */
export const longText = (maxBytes: number) => {
  const error = `must have at most ${maxBytes} bytes`;
  return boundedText(maxBytes, error).check(
    z.refine((text) => bytesOf(text) <= maxBytes, { error, abort: true }),
    z.refine((text) => !CONTROL.test(text), { error: 'must not contain control characters' }),
    z.describe(`At most ${maxBytes} bytes`),
  );
};

/** Text of one line, trimmed, limited in its characters; it may be empty. */
export const lineOfText = (maxCharacters: number) =>
  boundedText(maxCharacters).check(
    z.trim(),
    z.refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), { error: 'must be a single line', abort: true }),
    z.refine((text) => !INVISIBLE.test(text), { error: 'must not contain invisible characters' }),
  );
