import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** A request just as it is written here: fetch would tidy up paths, methods and headers. */
export interface Sent {
  readonly method?: string;
  /** With its query; sent as it is. */
  readonly path: string;
  /** An access token or an API key. */
  readonly as?: string | undefined;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text and bytes are sent as they are, all else as JSON with its content type. */
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON, or an empty object where there is none. */
  readonly body: Record<string, unknown>;
}

const agent = new Agent({ keepAlive: true });

/** Sends requests to an origin. */
export const senderTo =
  (origin: string) =>
  ({ method = 'GET', path, as, headers = {}, body }: Sent): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const raw = typeof body === 'string' || Buffer.isBuffer(body);
      const bytes = raw ? Buffer.from(body as string) : Buffer.from(JSON.stringify(body) ?? '');
      const { hostname, port } = new URL(origin);
      const request = httpRequest(
        {
          agent,
          hostname,
          port,
          method,
          path,
          headers: {
            ...(as !== undefined && { authorization: `Bearer ${as}` }),
            ...(body !== undefined && { 'content-length': String(bytes.length) }),
            ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
            ...(headers as Record<string, string | string[]>),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const isJson = /json/.test(response.headers['content-type'] ?? '') && text !== '';
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
            });
          });
        },
      );
      request.on('error', reject);
      request.end(bytes);
    });

export type Send = ReturnType<typeof senderTo>;
