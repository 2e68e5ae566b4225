import { systemClock, type Clock } from '../clock.ts';
import { connection, type Answered } from '../connection.ts';
import { notifier, type Notify } from '../events.ts';
import { persistently } from '../retry.ts';
import { routes } from './routes.ts';
import type { Operations } from './types.ts';

export type * from './types.ts';
export type { Answered } from '../connection.ts';
export { BerthProblem } from '../problem.ts';

export interface ManagementOptions {
  /** The origin of Berth, without a path: `https://berth.example.com`. */
  origin: string;
  /** An access token, a service account's secret or an API key; a function when it changes, called for each request. */
  token: string | (() => string | Promise<string>);
  onEvent?: Notify;
  headers?: () => Record<string, string>;
  fetch?: typeof fetch;
  clock?: Clock;
}

type OperationId = keyof Operations;
type Request<Id extends OperationId> = Parameters<Operations[Id]>;
type Body<Id extends OperationId> = Awaited<ReturnType<Operations[Id]>>;

/** The operations whose answers are parts of a list or of an export. */
type PagedId = {
  [Id in OperationId]: 'cursor' extends keyof NonNullable<Request<Id>[0]> ? Id : never;
}[OperationId];

export interface ManagementClient extends Operations {
  /** Every operation, answered with the ETag, the cursor of the rest, and whether it is a replay. */
  readonly withResponse: {
    readonly [Id in OperationId]: (...request: Request<Id>) => Promise<Answered<Body<Id>>>;
  };
  /** Every list and export, one page or file after the other. Each file of an export has its own line of headings. */
  readonly pages: {
    readonly [Id in PagedId]: (...request: Request<Id>) => AsyncGenerator<Body<Id>, void, void>;
  };
}

/** Longer than API Gateway waits for an answer of Berth, which is 30 seconds. */
const REQUEST_MS = 32_000;

interface Sent {
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  /** Parameters of the path and the query. */
  readonly [name: string]: unknown;
}

/**
 * All operations of the API, each under its name in openapi.json. Requests that fail in transit are repeated. Nothing
 * is done twice, because each POST has an Idempotency-Key.
 *
 *   const berth = managementClient({ origin, token });
 *   const { items } = await berth.listEnvironments({ accountId });
 *   const { body, etag } = await berth.withResponse.getEnvironment({ accountId, environmentId });
 *   for await (const csv of berth.pages.exportCalls()) write(csv);
 */
export function managementClient(options: ManagementOptions): ManagementClient {
  const { origin, token, fetch: send = fetch, clock = systemClock, headers } = options;
  const ask = connection(
    { origin, credential: token, fetch: send, headers },
    clock,
    notifier(options.onEvent),
  );
  const whole = async (id: OperationId, sent: Sent = {}): Promise<Answered<unknown>> => {
    const request = requestFor(id, sent);
    return persistently(() => ask(request), { clock, signal: never });
  };
  const body = async (id: OperationId, sent?: Sent) => (await whole(id, sent)).body;
  async function* pages(id: OperationId, sent: Sent = {}) {
    let cursor = sent['cursor'];
    do {
      const page = await whole(id, { ...sent, cursor });
      yield page.body;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return {
    ...everyOperation(body),
    withResponse: everyOperation(whole),
    pages: everyOperation(pages),
  } as ManagementClient;
}

/** A method for each operation, under its name. */
const everyOperation = (run: (id: OperationId, sent?: Sent) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.keys(routes).map((id) => [id, (sent?: Sent) => run(id as OperationId, sent)]));

const never = new AbortController().signal;

function requestFor(id: OperationId, { body, ifMatch, idempotencyKey, ...named }: Sent) {
  const [method = '', template = '', kind] = routes[id].split(' ');
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  const query = new Map(given.map(([name, value]) => [name, String(value)]));
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = query.get(name);
    query.delete(name);
    if (value === undefined || value === '') throw new TypeError(`${id} needs ${name}.`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(Object.fromEntries(query)).toString();
  return {
    method,
    timeoutMs: REQUEST_MS,
    path: search === '' ? path : `${path}?${search}`,
    ...(body !== undefined ? { body } : method === 'POST' && { body: {} }),
    headers: {
      ...(method === 'POST' && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      ...(kind === 'text' && { 'content-type': textType(String(body)) }),
    },
  };
}

/** Contacts are CSV, or one line of JSON for each. */
const textType = (body: string): string =>
  body.trimStart().startsWith('{') ? 'application/x-ndjson' : 'text/csv';
