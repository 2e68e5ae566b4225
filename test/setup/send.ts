import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';

/** A request that is sent exactly as written. fetch would change paths, methods and headers. */
export interface Sent {
  readonly method?: string;
  /** With its query, sent as it is. */
  readonly path: string;
  /** An access token or an API key. */
  readonly as?: string | undefined;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text and bytes are sent as they are, everything else as JSON with its content type. */
  readonly body?: unknown;
  /** The content type of text and bytes. */
  readonly type?: string | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON, or an empty object where there is none. */
  readonly body: Record<string, unknown>;
}

/** What a request of an operation contains, besides its sender. */
export interface Content {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The content type of a body that is not JSON. */
  readonly type?: string;
}

/** A path of the route table with its parameters filled in. */
export const filledPath = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

/** Sends requests to an origin, each on a new connection, so that the server cannot be about to close it. */
export const senderTo =
  (origin: string, options: Pick<RequestOptions, 'lookup' | 'timeout'> = {}) =>
  ({ method = 'GET', path, as, headers = {}, body, type }: Sent): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const raw = typeof body === 'string' || Buffer.isBuffer(body);
      const bytes = raw ? Buffer.from(body as string) : Buffer.from(JSON.stringify(body) ?? '');
      const { hostname, port } = new URL(origin);
      const request = httpRequest(
        {
          ...options,
          agent: false,
          hostname,
          port,
          method,
          path,
          headers: {
            ...(as !== undefined && { authorization: `Bearer ${as}` }),
            ...(body !== undefined && { 'content-length': String(bytes.length) }),
            ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
            ...(raw && type !== undefined && { 'content-type': type }),
            ...(headers as Record<string, string | string[]>),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const received = Buffer.concat(chunks);
            const text = received.toString();
            const isJson = /json/.test(response.headers['content-type'] ?? '') && text !== '';
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              bytes: received,
              text,
              body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
            });
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error(`${method} ${path} was not answered`)));
      request.on('error', reject);
      request.end(bytes);
    });

export type Send = ReturnType<typeof senderTo>;
