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

/** How files of other kinds begin. */
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];
const PDF = [0x25, 0x50, 0x44, 0x46];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** @throws Error that says what is wrong with the file */
export async function readSheet(file: File): Promise<Sheet> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const begins = (start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);
  if (begins(OLD_EXCEL)) throw new Error('This is an old Excel file. Save it as .xlsx or CSV.');
  const sheet =
    begins(ZIP) || /\.xlsx$/i.test(file.name) ? await readCells(file) : await readText(bytes, begins(PDF));
  if (sheet.rows.length === 0) throw new Error('No rows below the headings.');
  return sheet;
}

async function readCells(file: File): Promise<Sheet> {
  const cells = await readWorkbook(file);
  return tableOf(cells.map((row, index) => ({ line: index + 1, cells: row })));
}

async function readText(bytes: Uint8Array, isOther: boolean): Promise<Sheet> {
  const text = decoded(bytes);
  if (isOther || text.includes('\0')) throw new Error('This is not a list of contacts.');
  if (text.trim() === '') throw new Error('The file is empty.');
  return text.trimStart().startsWith('{') ? readJsonLines(text) : readDelimited(text);
}

/** Excel on Windows saves UTF-16 as “Unicode Text”, and CSV in the encoding of the country. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
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
