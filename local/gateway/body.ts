import type { IncomingMessage } from 'node:http';

/** The largest body that an HTTP API accepts: 10 MB. */
export const MAX_BYTES = 10 * 1024 * 1024;

/** The body of a request, or undefined when it is longer than `most` bytes: then all of it is read and dropped. */
export async function readBody(request: IncomingMessage, most = MAX_BYTES): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= most) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= most ? Buffer.concat(chunks) : undefined;
}

const textTypes = new Set(['application/json', 'application/javascript', 'application/xml']);

/**
 * Whether an HTTP API passes a body of this content type as text. All others are passed as base64: forms and `+json`
 * types too, and a body without a content type.
 */
export function isText(contentType: string | undefined): boolean {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';');
  return type.trim().startsWith('text/') || textTypes.has(type.trim());
}
