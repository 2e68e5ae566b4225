import { stringify } from 'csv-stringify/sync';
import type { Download } from '../../api/operation.ts';
import type { Result } from '../event.ts';

/** The part of a list that is in the file, and the cursor of the next part. */
export interface Part {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

/**
 * A list as a file: each of its items checked against the row, as a line. Text that a spreadsheet could run is escaped.
 */
export function fileOf(
  { line, fileName }: Download,
  { items, nextCursor }: Part,
): Pick<Result, 'headers' | 'body'> {
  return {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
      ...(nextCursor !== null && { 'next-cursor': nextCursor }),
    },
    body: stringify(
      items.map((item) => line.parse(item)),
      {
        columns: Object.keys(line.shape),
        header: true,
        record_delimiter: 'windows',
        escape_formulas: true,
        cast: { boolean: String },
      },
    ),
  };
}
