import { isUtf8 } from 'node:buffer';
import type { UploadType } from '../../api/operation.ts';

/** The first bytes, in hexadecimal, of files that people upload by mistake. */
const MAGIC: Readonly<Record<string, string>> = {
  '504b0304': 'a spreadsheet (.xlsx, .ods) or another ZIP archive',
  d0cf11e0: 'an Excel workbook (.xls)',
  '25504446': 'a PDF',
  '1f8b': 'a gzip archive',
  fffe: 'UTF-16 text',
  feff: 'UTF-16 text',
};

const BYTE_ORDER_MARK = 'efbbbf';
const NUL = 0;

const LOOKED_AT_BYTES = 4096;

/** The actual type of a file that is clearly not of the declared type. */
export function otherKindOf(bytes: Uint8Array, type: UploadType): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, LOOKED_AT_BYTES));
  const hex = beginning.toString('hex', 0, 4);
  const magic = Object.keys(MAGIC).find((first) => hex.startsWith(first));
  if (magic !== undefined) return MAGIC[magic];
  if (beginning.includes(NUL)) return 'a binary file, or text that is not UTF-8';
  const text = beginning.toString('utf8', hex.startsWith(BYTE_ORDER_MARK) ? 3 : 0).trimStart();
  if (text.startsWith('<')) return 'an HTML or XML document';
  if (text.startsWith('[')) return 'a JSON array';
  const isJson = text.startsWith('{');
  if (type === 'text/csv') return isJson ? 'JSON, which is sent as application/x-ndjson' : undefined;
  return isJson || text === '' ? undefined : 'something other than a JSON object';
}

const NEWLINE = 0x0a;

/** The text, without a byte order mark; or the number of the first line that is not UTF-8. */
export function textOf(bytes: Uint8Array): string | { readonly badLine: number } {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  let line = 1;
  for (let from = 0; ; line += 1) {
    const end = bytes.indexOf(NEWLINE, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return { badLine: line };
    from = end + 1;
  }
}
