import type { FieldError, Upload, UploadedLine, UploadType } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import { check } from './check.ts';
import { parseJsonText } from './json.ts';

/** Reads one line: what stands in it, or what is wrong with its form. */
type LineReader = (line: string) => { readonly content: unknown } | { readonly error: string };

/**
 * The lines of an upload, each held against the row's schema. Blank ones are passed over.
 * @throws invalid_input when it is not UTF-8, or has too many lines; a line that is not valid is told with the lines.
 */
export function linesOf(
  { line: schema, maxLines }: Upload,
  type: UploadType,
  bytes: Uint8Array,
): UploadedLine<unknown>[] {
  const found = decoded(bytes)
    .split(/\r?\n/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  const header = type === 'text/csv' ? found.shift()?.text : undefined;
  if (found.length > maxLines) throw refused(`must have at most ${maxLines} lines`);
  const read = header === undefined ? readJson : csvReader(header);

  return found.map(({ text, line }) => {
    const inLine = (errors: readonly FieldError[]) => ({
      line,
      errors: errors.map(({ path, message }) => ({
        path: path === '' ? String(line) : `${line}.${path}`,
        message,
      })),
    });
    const outcome = read(text);
    if ('error' in outcome) return inLine([{ path: '', message: outcome.error }]);
    const checked = check(schema, outcome.content);
    return 'errors' in checked ? inLine(checked.errors) : { line, ...checked };
  });
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('must be UTF-8');
  }
}

function refused(message: string): Problem {
  return new Problem('invalid_input', { detail: `The body ${message}.`, errors: [{ path: '', message }] });
}

const readJson: LineReader = (line) => {
  try {
    return { content: parseJsonText(() => line) };
  } catch {
    return { error: 'is not valid JSON, or has a name twice' };
  }
};

/** A field that is empty counts as left out. */
function csvReader(header: string): LineReader {
  const names = (csvFields(header) ?? []).map((name) => name.trim());
  if (new Set(names).size < names.length) throw refused('must not have a column twice');
  return (line) => {
    const fields = csvFields(line);
    if (fields === undefined) return { error: 'is not valid CSV' };
    if (fields.length !== names.length) return { error: 'must have as many fields as the first line' };
    const named = names.map((name, index): [string, string] => [name, fields[index] ?? '']);
    return { content: Object.fromEntries(named.filter(([, field]) => field !== '')) };
  };
}

/** The fields of a line of a CSV (RFC 4180, but without line ends in a field); undefined when it is none. */
function csvFields(line: string): string[] | undefined {
  const next = /(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)/y;
  const fields: string[] = [];
  for (;;) {
    const [found, quoted, plain = '', end] = next.exec(line) ?? [];
    if (found === undefined) return undefined;
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') return fields;
  }
}
