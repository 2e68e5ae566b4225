import { CsvError, parse } from 'csv-parse/sync';
import type { Upload } from '../../api/operation.ts';
import { check } from '../input/check.ts';
import { refused, type ReadLine } from './line.ts';

interface CsvRecord {
  /** The number of the line, from 1, on which it begins: a quoted field may span several. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Line ends are unified, because csv-parse counts a CRLF within a field as two lines. */
const LINE_END = /\r\n|\r/g;

/**
 * The lines of a CSV (RFC 4180) after the first, which names the fields. An empty field counts as absent.
 * @param most how many lines are read
 * @throws invalid_input when the first line does not name the fields, or a line can't be read
 */
export function csvLines(text: string, schema: Upload['line'], most: number): ReadLine[] {
  const [header, ...records] = recordsOf(text, 1 + most);
  if (header === undefined) return [];
  const wrong = wrongWithHeader(header.fields, schema);
  if (wrong !== undefined) throw refused(header.line, wrong);
  return records.map(({ line, fields }) => {
    if (fields.length !== header.fields.length) {
      return { line, error: 'must have as many fields as the first line' };
    }
    const named = header.fields.map((name, index): [string, string] => [name, fields[index] ?? '']);
    return { line, content: Object.fromEntries(named.filter(([, field]) => field !== '')) };
  });
}

function recordsOf(text: string, most: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  let last = { lines: 0, empty_lines: 0 };
  try {
    parse(text.replace(LINE_END, '\n'), {
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: most,
      on_record: (fields, read) => {
        last = read;
        records.push({ line: read.lines - fields.join('').split('\n').length + 1, fields });
        return null;
      },
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      const blank = Number(error['empty_lines']) - last.empty_lines;
      throw refused(last.lines + blank + 1, 'opens a quotation mark that is never closed');
    }
    throw refused(
      Number(error['lines']),
      'is not valid CSV: a field with a quotation mark must be quoted, and the mark doubled',
    );
  }
}

/** The error in the first line. It is compared with the names of the fields before anything else is checked. */
function wrongWithHeader(names: readonly string[], schema: Upload['line']): string | undefined {
  const known = Object.keys(schema.shape);
  const first = check(schema, {});
  const missing = 'errors' in first ? first.errors.map(({ path }) => path) : [];
  const isNamed =
    names.every((name) => known.includes(name)) && missing.every((name) => names.includes(name));
  if (isNamed) return new Set(names).size < names.length ? 'must not have a column twice' : undefined;
  const expected = `must name the fields, separated by commas: ${known
    .map((name) => (missing.includes(name) ? `${name} (required)` : name))
    .join(', ')}`;
  const separator = /[;\t|]/.exec(names.join(','))?.[0];
  return separator === undefined ? expected : `${expected}; it has ${SEPARATORS[separator]}`;
}

const SEPARATORS: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
