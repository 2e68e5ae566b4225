import type * as z from 'zod';
import { parametersIn, pathParameters, type Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { Call } from '../call.ts';
import type { Event, FullExchange, Layer } from './exchange.ts';
import { parseJson } from './json.ts';
import { messageOf } from './messages.ts';

const MAX_BODY_BYTES = 64 * 1024;
const MOST_ERRORS = 10;

/** Parses and checks path, query and body: what comes out is what the row says, or the request is refused. */
export const input = (): Layer => ({
  before: ({ event }) => {
    const { route, caller, requestId } = event.exchange as FullExchange;
    const { operation } = route;
    // The order is that of precedence: what can't be read at all is refused before what is not valid.
    event.exchange.call = {
      caller,
      requestId,
      params: params(operation, event),
      ifMatch: event.headers['if-match'],
      idempotencyKey: operation.method === 'POST' ? idempotencyKey(event) : undefined,
      query: operation.query ? checked(operation.query, event.queryStringParameters ?? {}, 'query') : {},
      body: operation.body ? checked(operation.body, body(operation, event), 'body') : undefined,
    } as Call;
  },
});

/** An id that can't be one names nothing: 404, as for one that could. */
function params(operation: Operation, event: Event): Record<string, unknown> {
  return Object.fromEntries(
    parametersIn(operation.path).map((name) => {
      const parsed = pathParameters[name].safeParse(event.pathParameters?.[name]);
      if (!parsed.success) throw new Problem('not_found');
      return [name, parsed.data];
    }),
  );
}

function body(operation: Operation, { headers, body: raw, isBase64Encoded }: Event): unknown {
  const bytes = Buffer.from(raw ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) {
    throw new Problem('body_too_large', { detail: `At most ${MAX_BODY_BYTES} bytes are taken.` });
  }
  if (bytes.length === 0 && operation.bodyOptional) return {};
  const [type] = (headers['content-type'] ?? '').split(';');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (type?.trim().toLowerCase() !== 'application/json' || encoding.toLowerCase() !== 'identity') {
    throw new Problem('unsupported_media_type');
  }
  return parseJson(bytes);
}

function checked(schema: z.ZodType, value: unknown, part: 'query' | 'body'): unknown {
  const parsed = schema.safeParse(value, { error: messageOf });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues
    .flatMap((issue) => {
      const at = issue.path.map(String);
      // One entry for each field that is too many, so that each can be shown where it stands.
      const paths =
        issue.code === 'unrecognized_keys'
          ? issue.keys.slice(0, MOST_ERRORS).map((key) => [...at, key.slice(0, 100)])
          : [at];
      return paths.map((path) => ({ path: path.join('.'), message: issue.message }));
    })
    .slice(0, MOST_ERRORS);
  const sentences = errors.map(({ path, message }) => `${path === '' ? `The ${part}` : path} ${message}.`);
  throw new Problem('invalid_input', { detail: sentences.join(' '), errors });
}

function idempotencyKey(event: Event): string | undefined {
  const key = event.headers['idempotency-key'];
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) throw new Problem('invalid_idempotency_key');
  return key;
}
