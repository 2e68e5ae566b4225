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

/** @throws BerthProblem when Berth refuses; whatever `fetch` throws when there is no answer */
export type Ask = <Answer>(request: ApiRequest) => Promise<Answer>;

/** Longer than Berth takes: a request without an answer by then gets none. */
const REQUEST_MS = 15_000;

export function connection(options: ConnectionOptions, clock: Clock, notify: Notify): Ask {
  const origin = options.origin.replace(/\/+$/, '');
  // workerd's fetch fails when it is called as a method.
  const { credential, fetch: send, headers: more } = options;
  return async <Answer>({ method, path, body, headers, signal, timeoutMs = REQUEST_MS }: ApiRequest) => {
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
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return (isJson ? objectIn(text) : text === '' ? undefined : text) as Answer;
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
