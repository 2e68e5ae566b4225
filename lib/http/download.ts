import type { Download } from '../api/operation.ts';
import type { Result } from './event.ts';

/** The part of an answer that is in the file, and where the next one begins. */
export interface Part {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

/** A list as a file: each of its items checked against the row, as a line. */
export function fileOf(
  { line, fileName }: Download,
  { items, nextCursor }: Part,
): Pick<Result, 'headers' | 'body'> {
  const names = Object.keys(line.shape);
  const lines = items.map((item) => {
    const fields: Readonly<Record<string, unknown>> = line.parse(item);
    return names.map((name) => cell(fields[name]));
  });
  return {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
      ...(nextCursor !== null && { 'next-cursor': nextCursor }),
    },
    body: [names, ...lines].map((cells) => `${cells.join(',')}\r\n`).join(''),
  };
}

/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell as RFC 4180 wants it. Text that could be run gets an apostrophe before it: spreadsheets then show it as it is. */
function cell(value: unknown): string {
  if (typeof value !== 'string') return value === undefined || value === null ? '' : JSON.stringify(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
