import { systemClock, type Clock } from '../clock.ts';
import { connection } from '../connection.ts';
import { notifier, type Notify } from '../events.ts';
import { persistently } from '../retry.ts';
import { routes } from './routes.ts';
import type { Operations } from './types.ts';

export type * from './types.ts';
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
 */
export function managementClient(options: ManagementOptions): Operations {
  const { origin, token, fetch: send = fetch, clock = systemClock, headers } = options;
  const ask = connection(
    { origin, credential: token, fetch: send, headers },
    clock,
    notifier(options.onEvent),
  );
  const call = async (id: OperationId, sent: Sent = {}) => {
    const request = requestFor(id, sent);
    return persistently(() => ask(request), { clock, signal: never });
  };
  const operations = Object.keys(routes).map((id) => [id, (sent?: Sent) => call(id as OperationId, sent)]);
  return Object.fromEntries(operations) as Operations;
}

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
