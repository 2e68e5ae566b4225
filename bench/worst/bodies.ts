import { limits } from '../../lib/api/limits.ts';
import type { Operation } from '../../lib/api/operation.ts';
import { fieldsIn, fills, largest, withAt, type Path } from './fields.ts';

/** A body of the largest size, made so that it takes long to check. */
export interface WorstBody {
  readonly name: string;
  readonly text: string;
  readonly type: string;
}

/** How many bytes a body may have, whoever sends it. */
export const mostBytesOf = ({ maxBytes = limits.bodyBytes }: Operation): number => maxBytes;

/** Lengths at which a text may still be within a limit, in code units. */
const LENGTHS = [64, 254, 1_024];

/** What fills a part of a body, up to this many bytes. */
const filled = (part: string, maxBytes: number, between = ','): string => {
  const times = Math.max(1, Math.floor(maxBytes / (Buffer.byteLength(part) + between.length)));
  return Array.from({ length: times }, () => part).join(between);
};

const manyKeys = (maxBytes: number, name: (at: number) => string): string => {
  const pairs: string[] = [];
  for (let bytes = 2; bytes < maxBytes - 32; bytes += (pairs.at(-1)?.length ?? 0) + 1)
    pairs.push(`"${name(pairs.length)}":1`);
  return `{${pairs.join()}}`;
};

/** Bodies that do not depend on an operation. */
function shapes(most: number): Record<string, string> {
  const half = Math.floor(most / 2);
  const deep = 31;
  const nested = '['.repeat(deep) + ']'.repeat(deep);
  return {
    'many keys': manyKeys(most, (at) => at.toString(36)),
    'many escaped keys': manyKeys(most, (at) => `\\u0061${at.toString(36)}`),
    'one key again and again': `{${filled('"a":1', most - 2)}}`,
    'a long key': `{"${'k'.repeat(most - 8)}":1}`,
    'a key of marks': `{"a${'\u0301'.repeat(half - 8)}":1}`,
    'arrays in arrays': '['.repeat(half) + ']'.repeat(half),
    'objects in objects': `${'{"a":'.repeat(Math.floor(most / 6) - 1)}1${'}'.repeat(Math.floor(most / 6) - 1)}`,
    'arrays as deep as they may be, side by side': `[${filled(nested, most - 2)}]`,
    'many empty objects': `[${filled('{}', most - 2)}]`,
    'many numbers': `[${filled('1', most - 2)}]`,
    'a long number': '9'.repeat(most),
    'a long fraction': `0.${'1'.repeat(most - 2)}`,
    'a long text': `"${'a'.repeat(most - 2)}"`,
    'quotation marks': `"${'\\"'.repeat(half - 1)}"`,
    'quotation marks, never closed': `"${'\\"'.repeat(half - 1)}`,
    'texts one after the other, not JSON': filled('"a"', most, ''),
    'escapes of marks': `"a${'\\u0301'.repeat(Math.floor(most / 6) - 1)}"`,
    spaces: `${' '.repeat(most - 2)}{}`,
    'cut off': `{"a":[${filled('1', most - 6)}`,
  };
}

/** Every text, number and array of an operation, filled to the largest size. */
function ofFields(schema: Parameters<typeof fieldsIn>[0], example: unknown, most: number) {
  const room = most - 2_000;
  const put = (path: Path, raw: string) =>
    JSON.stringify(withAt(example, path, '\u0000')).replace('"\\u0000"', () => raw);
  const bodies: Record<string, string> = {};
  for (const { path, kind } of fieldsIn(schema)) {
    const at = path.join('.');
    const add = (what: string, raw: string) => void (bodies[`${at}: ${what}`] = put(path, raw));
    if (kind === 'text')
      for (const [name, fill] of Object.entries(fills)) {
        add(`${name}, as long as can be`, JSON.stringify(largest(fill, room)));
        for (const length of LENGTHS) add(`${name}, ${length}`, JSON.stringify(fill(length)));
      }
    if (kind === 'number') {
      add('a long number', '9'.repeat(room));
      add('a long fraction', `0.${'1'.repeat(room)}`);
      add('a large exponent', '1e400');
    }
    if (kind === 'array') {
      const [element] = valueAt(example, path);
      for (const part of ['1', 'null', '{}', '""', JSON.stringify(element ?? 1)])
        add(`an array of ${part.slice(0, 20)}`, `[${filled(part, room)}]`);
      add('an array of texts of marks', `[${filled(`"a${'\u0301'.repeat(500)}"`, room)}]`);
      const different = Array.from({ length: Math.floor(room / 12) }, (_, n) => `"call-${n}"`);
      add(
        'an array of different texts',
        `[${different
          .join()
          .slice(0, room)
          .replace(/,[^,]*$/, '')}]`,
      );
    }
  }
  return bodies;
}

const valueAt = (example: unknown, path: Path): unknown[] => {
  const value = path.reduce<unknown>(
    (inner, name) => (inner as Record<string, unknown> | undefined)?.[name],
    example,
  );
  return Array.isArray(value) ? (value as unknown[]) : [];
};

/** This many lines, each with another number. */
const contacts = (count: number, line: (e164: string) => string): string =>
  Array.from({ length: count }, (_, n) => line(`+4930${10_000_000 + n}`)).join('\n');

/** As many lines of an upload as fit. */
function ofLines({ line, maxLines }: NonNullable<Operation['upload']>, most: number): WorstBody[] {
  const ndjson = 'application/x-ndjson';
  const known = { e164: '+14155550101' };
  const lines = (name: string, content: string, type = ndjson) => ({ name, text: content, type });
  const ofAll = (part: string) => filled(part, Math.min(most, maxLines * (part.length + 1)), '\n');
  return [
    lines(
      'lines that are valid',
      contacts(maxLines, (e164) => JSON.stringify({ e164, name: 'Ada Lovelace' })),
    ),
    ...fieldsIn(line).flatMap(({ path }) =>
      Object.entries(fills).flatMap(([name, fill]) =>
        [30, 60, 100].map((length) =>
          lines(
            `${path.join('.')} in each line: ${name}, ${length}`,
            ofAll(JSON.stringify(withAt(known, path, fill(length)))),
          ),
        ),
      ),
    ),
    lines('more lines than may be', filled('{}', most, '\n')),
    lines('empty lines', `{}${'\n'.repeat(most - 2)}`),
    lines('lines of many keys', ofAll(manyKeys(200, (at) => at.toString(36)))),
    lines('lines that are not JSON', ofAll('{"e164":')),
    lines('lines of arrays', `{}\n${ofAll('[[[[[[[[1]]]]]]]]')}`),
    ...Object.entries(shapes(most - 3)).map(([name, text]) => lines(`a line of ${name}`, `{}\n${text}`)),
    ...Object.entries({
      'rows that are valid': `e164,name\n${contacts(maxLines, (e164) => `${e164},Ada Lovelace`)}`,
      'rows of marks': `e164,name\n${filled(`+14155550101,a${'\u0301'.repeat(80)}`, most - 10, '\n')}`,
      'more rows than may be': `e164,name\n${filled('1', most - 10, '\n')}`,
      'rows of many cells': `e164,name\n${filled(','.repeat(200), most - 10, '\n')}`,
      'many columns': filled('e164', most),
      'quotation marks': `e164,name\n"${'""'.repeat(most / 2 - 10)}"`,
      'a quotation mark that is never closed': `e164,name\n${filled('"', most - 10, '""')}`,
      'cells in quotation marks': `e164,name\n${filled('"+14155550101","a"', most - 10, '\n')}`,
    }).map(([name, text]) => lines(`CSV: ${name}`, text, 'text/csv')),
  ];
}

/** The bodies of an operation that may take longest. None is larger than allowed. */
export function worstBodies(operation: Operation): WorstBody[] {
  const { body, upload, examples } = operation;
  const most = mostBytesOf(operation);
  const all =
    upload === undefined
      ? Object.entries({ ...shapes(most), ...(body && ofFields(body, examples?.body ?? {}, most)) }).map(
          ([name, text]) => ({ name, text, type: 'application/json' }),
        )
      : ofLines(upload, most);
  return all.map(({ text, ...rest }) => ({
    ...rest,
    text: Buffer.byteLength(text) <= most ? text : largest(() => text, most),
  }));
}
