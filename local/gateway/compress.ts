import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const encoders = {
  br: async (file: Buffer) =>
    promisify(brotliCompress)(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
} as const;
type Encoding = keyof typeof encoders;

/** Types that do not become smaller: pictures and fonts are already compressed. */
const isText = /^(text\/|application\/(json|manifest\+json)|image\/svg)/;
/** Smaller responses are not compressed, as in CloudFront. In bytes. */
const MIN_BYTES = 1_000;

const compressed = new Map<string, { readonly from: Buffer; readonly to: Promise<Buffer> }>();

/**
 * A file in a form that the browser accepts, compressed as the distribution of a deployed stage would. The result is
 * cached until the file changes.
 */
export async function compressedFor(
  request: IncomingMessage,
  { name, type, file }: { readonly name: string; readonly type: string; readonly file: Buffer },
): Promise<{ readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }> {
  if (!isText.test(type) || file.length < MIN_BYTES) return { body: file, headers: {} };
  const encoding = encodingFor(request);
  const vary = { vary: 'accept-encoding' };
  if (encoding === undefined) return { body: file, headers: vary };
  const key = `${encoding} ${name}`;
  const known = compressed.get(key);
  const found = known?.from.equals(file) === true ? known : { from: file, to: encoders[encoding](file) };
  compressed.set(key, found);
  return { body: await found.to, headers: { ...vary, 'content-encoding': encoding } };
}

function encodingFor(request: IncomingMessage): Encoding | undefined {
  const accepted = (request.headers['accept-encoding'] ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding));
}
