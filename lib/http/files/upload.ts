import type { FieldError, Upload, UploadedLine, UploadType } from '../../api/operation.ts';
import { check } from '../input/check.ts';
import { readJson } from '../input/json.ts';
import { csvLines } from './csv.ts';
import { otherKindOf, textOf } from './kind.ts';
import { refused, type ReadLine } from './line.ts';

/**
 * The lines of an upload, each checked against the row's schema. Blank lines are skipped.
 * @throws invalid_input when it is a file of another kind, its first line does not name the fields, or it has too many
 *   lines; a line that is not valid is returned with its error.
 */
export function linesOf(
  { line: schema, maxLines }: Upload,
  type: UploadType,
  bytes: Uint8Array,
): UploadedLine<unknown>[] {
  const kind = otherKindOf(bytes, type);
  if (kind !== undefined) throw refused(1, `is the beginning of ${kind}; ${EXPECTED[type](schema)}`);
  const text = textOf(bytes);
  if (typeof text !== 'string') throw refused(text.badLine, 'must be UTF-8 text; save the file as UTF-8');
  // One line more than there may be is enough to refuse them all.
  const found = type === 'text/csv' ? csvLines(text, schema, maxLines + 1) : jsonLines(text, maxLines + 1);
  if (found.length > maxLines) throw refused(undefined, `must have at most ${maxLines} lines`);
  return found.map((read) => checkedLine(schema, read));
}

const EXPECTED: Readonly<Record<UploadType, (schema: Upload['line']) => string>> = {
  'text/csv': ({ shape }) =>
    `expected CSV whose first line names the fields: ${Object.keys(shape).join(',')}`,
  'application/x-ndjson': ({ shape }) =>
    `expected a JSON object on each line, with the fields ${Object.keys(shape).join(', ')}`,
};

function jsonLines(text: string, most: number): ReadLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== '')
    .slice(0, most)
    .map(({ content, line }) => ({ line, ...contentOf(content) }));
}

function contentOf(line: string): { content: unknown } | { error: string } {
  const error = 'is not valid JSON, or contains a name twice';
  try {
    const read = readJson(line);
    return 'unsound' in read ? { error } : { content: read.value };
  } catch {
    return { error };
  }
}

function checkedLine(schema: Upload['line'], read: ReadLine): UploadedLine<unknown> {
  const { line } = read;
  const inLine = (errors: readonly FieldError[]) => ({
    line,
    errors: errors.map(({ path, message }) => ({
      path: path === '' ? String(line) : `${line}.${path}`,
      message,
    })),
  });
  if ('error' in read) return inLine([{ path: '', message: read.error }]);
  const checked = check(schema, read.content);
  return 'errors' in checked ? inLine(checked.errors) : { line, ...checked };
}
