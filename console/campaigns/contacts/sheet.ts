import { readWorkbook } from './workbook.ts';

/** The content of a file as a table, with any names of columns. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

interface Row {
  /** The number of the line in an editor or a spreadsheet, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** @throws Error that says what is wrong with the file */
export async function readSheet(file: File): Promise<Sheet> {
  if (/\.xlsx$/i.test(file.name)) {
    const cells = await readWorkbook(file);
    return tableOf(cells.map((row, index) => ({ line: index + 1, cells: row })));
  }
  const text = decoded(await file.arrayBuffer());
  if (text.trim() === '') throw new Error('The file is empty.');
  return text.trimStart().startsWith('{') ? readJsonLines(text) : readDelimited(text);
}

/** Excel on Windows uses the encoding of the country, not UTF-8. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function readJsonLines(text: string): Sheet {
  const found = text.split(/\r\n|\r|\n/).flatMap((written, index) => {
    if (written.trim() === '') return [];
    try {
      return [{ line: index + 1, fields: JSON.parse(written) as Record<string, unknown> }];
    } catch {
      throw new Error(`Line ${index + 1} is not JSON.`);
    }
  });
  const columns = [...new Set(found.flatMap(({ fields }) => Object.keys(fields)))];
  const rows = found.map(({ line, fields }) => ({
    line,
    cells: columns.map((column) => {
      const value = fields[column];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    }),
  }));
  return { columns, rows };
}

const delimiters = [',', ';', '\t', '|'] as const;

/** csv-parse's form of a record together with where it ends. */
interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: string[];
}

/**
 * The delimiter is the one that is most frequent in the first line: a comma, a semicolon as in much of Europe, a tab.
 */
async function readDelimited(text: string): Promise<Sheet> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  const [first = ''] = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const [delimiter] = delimiters.toSorted((a, b) => first.split(b).length - first.split(a).length);
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiter ?? ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Parsed[];
    return tableOf(records.map(({ info, record }) => ({ line: info.lines, cells: record })));
  } catch (thrown) {
    throw new Error(thrown instanceof Error ? `${thrown.message}.` : 'It is not a table.', { cause: thrown });
  }
}

/** The first row has the names of the columns, unless it contains a telephone number. */
function tableOf(found: readonly Row[]): Sheet {
  const rows = found.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [head, ...rest] = rows;
  if (head === undefined) throw new Error('The file is empty.');
  const isHeadless = head.cells.some((cell) => /^[+\d][\d\s()./-]{6,}$/.test(cell));
  const columns = head.cells.map((cell, index) =>
    isHeadless || cell.trim() === '' ? `Column ${index + 1}` : cell.trim(),
  );
  return { columns, rows: isHeadless ? rows : rest };
}
