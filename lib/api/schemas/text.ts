import * as z from 'zod/mini';

/** Control characters, but for tab and line ends. They show nothing, and do harm wherever they come out again. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const LINE_END = /[\n\r]/;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Text of several lines, at most so many bytes of UTF-8. It is kept as it was sent. */
export const longText = (maxBytes: number) =>
  z.string().check(
    z.refine((text) => bytesOf(text) <= maxBytes, {
      error: `must have at most ${maxBytes} bytes`,
      abort: true,
    }),
    z.refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode' }),
    z.refine((text) => !CONTROL.test(text), { error: 'must hold no control characters' }),
    z.describe(`At most ${maxBytes} bytes`),
  );

/** Text of one line, trimmed, at most so many characters; it may be empty. */
export const lineOfText = (maxCharacters: number) =>
  z.string().check(
    z.trim(),
    z.maxLength(maxCharacters),
    z.refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode' }),
    z.refine((text) => !CONTROL.test(text) && !LINE_END.test(text), { error: 'must be a single line' }),
  );
