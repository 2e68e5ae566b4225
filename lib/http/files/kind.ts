import { isUtf8 } from 'node:buffer';
import type { UploadType } from '../../api/operation.ts';

/** How files begin that people take for a list by mistake. Bytes are looked at as Latin-1. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^PK\x03\x04/, 'a spreadsheet (.xlsx, .ods) or another ZIP archive'],
  [/^\xd0\xcf\x11\xe0/, 'an Excel workbook (.xls)'],
  [/^%PDF/, 'a PDF'],
  [/^\x1f\x8b/, 'a gzip archive'],
  [/^(\xff\xfe|\xfe\xff)/, 'UTF-16 text'],
  [/^(\xef\xbb\xbf)?\s*</, 'an HTML or XML document'],
  [/^(\xef\xbb\xbf)?\s*\[/, 'a JSON array'],
  [/\0/, 'a binary file, or of text that is not UTF-8'],
];

/** A text that begins with a brace is JSON, and one that does not is no JSON object. */
const BRACE = /^(\xef\xbb\xbf)?\s*\{/;
const BLANK = /^(\xef\xbb\xbf)?\s*$/;

const LOOKED_AT_BYTES = 4096;

/** What a file is when it is clearly not of the type that it was sent as. */
export function otherKindOf(bytes: Uint8Array, type: UploadType): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, LOOKED_AT_BYTES)).toString('latin1');
  const [, other] = BEGINNINGS.find(([pattern]) => pattern.test(beginning)) ?? [];
  if (other !== undefined) return other;
  const isJson = BRACE.test(beginning);
  if (type === 'text/csv') return isJson ? 'JSON, which is sent as application/x-ndjson' : undefined;
  return isJson || BLANK.test(beginning) ? undefined : 'no JSON object';
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
