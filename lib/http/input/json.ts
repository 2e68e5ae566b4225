import { Problem } from '../../api/problem.ts';

const DEEPEST = 32;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a body as JSON. Refused as malformed: invalid UTF-8, a byte order mark, more than 32 levels (the recursion of
 * the code after it must be bounded) and a name that occurs twice in one object (parsers disagree on which one counts).
 */
export const parseJson = (bytes: Uint8Array): unknown => parseJsonText(() => decoder.decode(bytes));

/** The same for text that is already decoded. */
export function parseJsonText(decoded: () => string): unknown {
  const { text, value } = parsed(decoded);
  assertSoundStructure(text);
  return value;
}

function parsed(decoded: () => string): { text: string; value: unknown } {
  try {
    const text = decoded();
    return { text, value: JSON.parse(text) };
  } catch {
    throw new Problem('malformed_json');
  }
}

/** A string, with the colon if it is a name; or a bracket. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g;

/**
 * One pass over strings and brackets. The text is known to be JSON: otherwise, a string without an end would make the
 * search start over at every quotation mark in it.
 */
function assertSoundStructure(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (const [token, string, colon] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (string === undefined) open.pop();
    else if (colon !== undefined) {
      const names = open.at(-1);
      const name = JSON.parse(string) as string;
      if (names?.has(name)) {
        throw new Problem('malformed_json', { detail: 'An object contains the same name twice.' });
      }
      names?.add(name);
    }
    if (open.length > DEEPEST) {
      throw new Problem('malformed_json', { detail: `At most ${DEEPEST} levels of nesting are accepted.` });
    }
  }
}
