import type { Clock } from './clock.ts';
import type { Notify } from './events.ts';
import { linked } from './linked.ts';
import { BerthProblem } from './problem.ts';

export interface ConnectionOptions {
  /** The origin of Berth, without a path: `https://berth.example.com`. */
  readonly origin: string;
  /** An API key, an access token or a service account's secret; a function when it changes, called for each request. */
  readonly credential: string | (() => string | Promise<string>);
  readonly fetch: typeof fetch;
  /** More headers for each request, for example a `traceparent`. */
  readonly headers?: (() => Record<string, string>) | undefined;
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** JSON, unless it is already a string. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for an answer. */
  readonly timeoutMs?: number;
}

/** The answer to a request, with what its headers say. */
export interface Answered<Body> {
  readonly body: Body;
  /** The version of what was answered, for `ifMatch`; null for what has no versions. */
  readonly etag: string | null;
  /** Send this as `cursor` to get the rest of a list or of an export; null when this is all. */
  readonly nextCursor: string | null;
  /**
   * Whether this is the answer that the same `idempotencyKey` got before. It shows no secret again. It may belong to
   * the same request, which was repeated because its first answer was lost.
   */
  readonly replayed: boolean;
}

/** @throws BerthProblem when Berth refuses; whatever `fetch` throws when there is no answer */
export type Send = <Body>(request: ApiRequest) => Promise<Answered<Body>>;

/** The same, for those who need nothing but the body. */
export type Ask = <Body>(request: ApiRequest) => Promise<Body>;

/** Longer than Berth takes for a call: a request without an answer by then gets none. */
const REQUEST_MS = 15_000;

export const bodiesOf =
  (send: Send): Ask =>
  async <Body>(request: ApiRequest) =>
    (await send<Body>(request)).body;

export function connection(options: ConnectionOptions, clock: Clock, notify: Notify): Send {
  const origin = options.origin.replace(/\/+$/, '');
  // workerd's fetch fails when it is called as a method.
  const { credential, fetch: send, headers: more } = options;
  return async <Body>({ method, path, body, headers, signal, timeoutMs = REQUEST_MS }: ApiRequest) => {
    const token = typeof credential === 'string' ? credential : await credential();
    const from = clock.now();
    const tell = (status: number | undefined, error?: unknown) =>
      notify({
        type: 'request',
        method,
        path,
        status,
        durationMs: clock.now() - from,
        ...(error !== undefined && { error }),
      });
    const bound = linked(AbortSignal.timeout(Math.ceil(timeoutMs)), signal);
    let response: Response;
    let text: string;
    try {
      response = await send(`${origin}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...more?.(),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal: bound.signal,
      });
      text = await response.text();
    } catch (thrown) {
      tell(undefined, thrown);
      throw thrown;
    } finally {
      bound.unlink();
    }
    tell(response.status);
    if (!response.ok) throw new BerthProblem(response, objectIn(text));
    return answered<Body>(response.headers, text);
  };
}

function answered<Body>(headers: Headers, text: string): Answered<Body> {
  const isJson = headers.get('content-type')?.includes('json') ?? false;
  const body = isJson ? objectIn(text) : text === '' ? undefined : text;
  const inBody = isJson ? ((body as { nextCursor?: string | null }).nextCursor ?? null) : null;
  return {
    body: body as Body,
    etag: headers.get('etag'),
    nextCursor: headers.get('next-cursor') ?? inBody,
    replayed: headers.get('idempotent-replayed') === 'true',
  };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
