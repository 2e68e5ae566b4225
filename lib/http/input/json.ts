import { Problem } from '../../api/problem.ts';

const DEEPEST = 32;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a body as JSON. Refused as malformed: invalid UTF-8, a byte order mark, more than 32 levels (the recursion of
 * the code after it must be bounded) and a name that occurs twice in one object (parsers disagree on which one counts).
 */
export function parseJson(bytes: Uint8Array): unknown {
  let read;
  try {
    read = readJson(decoder.decode(bytes));
  } catch {
    throw new Problem('malformed_json');
  }
  if ('unsound' in read) throw new Problem('malformed_json', { detail: read.unsound });
  return read.value;
}

/**
 * The value of a JSON text; or what is unsound about it, as a sentence.
 * @throws SyntaxError for text that is not JSON
 */
export function readJson(text: string): { readonly value: unknown } | { readonly unsound: string } {
  const value: unknown = JSON.parse(text);
  const unsound = unsoundIn(text);
  return unsound === undefined ? { value } : { unsound };
}

/** A string, with the colon if it is a name; or a bracket. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g;

/**
 * One pass over strings and brackets. The text is known to be JSON: otherwise, a string without an end would make the
 * search start over at every quotation mark in it.
 */
function unsoundIn(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (const [token, string, colon] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (string === undefined) open.pop();
    else if (colon !== undefined) {
      const names = open.at(-1);
      const name = JSON.parse(string) as string;
      if (names?.has(name)) return 'An object contains the same name twice.';
      names?.add(name);
    }
    if (open.length > DEEPEST) return `At most ${DEEPEST} levels of nesting are accepted.`;
  }
  return undefined;
}
