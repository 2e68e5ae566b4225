import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context as LambdaContext } from 'aws-lambda';
import { eventFor } from '../../bench/world/event.ts';
import { operations } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import type { WebhookTools } from '../../lib/webhooks/use-case.ts';
import type { Context } from '../../lib/context.ts';
import { apiFunctions } from '../../local/functions.ts';
import type { Client } from '../setup/client.ts';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  readonly requestId: string;
  readonly replayed: boolean;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** A busy machine must not make a test fail. */
const DEADLINE_MS = 60_000;

/** The current actor. The DynamoDB requests of a handler belong to the actor on whose behalf it was called. */
export const actor: AsyncLocalStorage<string> = new AsyncLocalStorage();

/**
 * A client that calls the deployed handlers directly, as Lambda does, so that each of their DynamoDB requests belongs to a
 * known caller. The route table types it like the HTTP client.
 */
export async function directClient(
  context: Context & WebhookTools,
  record: (exchange: Exchange) => void = () => {},
  deadlineMs = DEADLINE_MS,
): Promise<Client> {
  const functions = await apiFunctions(context);
  return async (id, { as, params = {}, query = {}, body, headers: given = {} } = {}) => {
    const operation: Operation = operations[id];
    const { event } = eventFor(operation, {
      ...(as !== undefined && { as }),
      params,
      query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
      body,
      headers: Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])),
    });
    const served = functions[event.routeKey];
    if (served === undefined) throw new Error(`Nothing serves ${event.routeKey}`);
    const lambda = { getRemainingTimeInMillis: () => deadlineMs } as LambdaContext;
    const result = await served.handler(event, lambda);
    const { rawPath, rawQueryString } = event;
    const { statusCode: status = 0, headers: answered = {}, body: text = '' } = result;
    const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    record({
      operation: id,
      method: operation.method,
      url: rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`,
      body,
      headers: event.headers as Record<string, string>,
      status,
      requestId: event.requestContext.requestId,
      replayed: answered['idempotent-replayed'] === 'true',
      answer,
    });
    return { status, headers: new Headers(answered as Record<string, string>), body: answer as never };
  };
}

/** The requests and answers, as lines that can be pasted into a shell. */
export function story(history: readonly Exchange[]): string {
  return history
    .map(({ method, url, body, headers, status, answer }) => {
      const data = body === undefined ? '' : ` --json '${JSON.stringify(body)}'`;
      const key =
        headers['idempotency-key'] === undefined
          ? ''
          : ` -H 'Idempotency-Key: ${headers['idempotency-key']}'`;
      const verb = method === 'GET' || (method === 'POST' && body !== undefined) ? '' : ` -X ${method}`;
      const said = typeof answer['code'] === 'string' ? ` ${answer['code']}` : '';
      return `curl${verb} $ORIGIN'${url}' -H "Authorization: Bearer $KEY"${key}${data}   # ${status}${said}`;
    })
    .join('\n');
}
