import { Problem } from '../api/problem.ts';

const DEEPEST = 32;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a body as JSON. Refused as malformed: invalid UTF-8, a byte order mark, more than 32 levels (the recursion of
 * whatever comes after must be bounded) and a name that stands twice in one object (parsers disagree on which one counts).
 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = decoder.decode(bytes);
    assertSoundStructure(text);
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw new Problem('malformed_json');
  }
}

/** One pass over the text's strings and brackets; all else is left to JSON.parse. */
function assertSoundStructure(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (/^\s*:/.test(text.slice(index + token.length, index + token.length + 64))) {
      const names = open.at(-1);
      const name = JSON.parse(token) as string;
      if (names?.has(name))
        throw new Problem('malformed_json', { detail: 'A name stands twice in one object.' });
      names?.add(name);
    }
    if (open.length > DEEPEST)
      throw new Problem('malformed_json', { detail: `At most ${DEEPEST} levels are taken.` });
  }
}
