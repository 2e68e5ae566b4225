import type * as z from 'zod/mini';
import { pathParameters, type Operation, type UploadType } from '../api/operation.ts';
import { limits } from '../api/limits.ts';
import { Problem } from '../api/problem.ts';
import type { Call } from '../call.ts';
import { check, MOST_ERRORS } from './check.ts';
import type { Event, FullExchange, Layer, Route } from './exchange.ts';
import { parseJson } from './json.ts';
import { linesOf } from './upload.ts';

/** Parses and checks path, query and body: what comes out is what the row says, or the request is refused. */
export const input = (): Layer => ({
  before: ({ event }) => {
    const { route, caller, requestId } = event.exchange as FullExchange;
    const { operation } = route;
    // The order is that of precedence: what can't be read at all is refused before what is not valid.
    event.exchange.call = {
      caller,
      requestId,
      params: params(route, event),
      ifMatch: event.headers['if-match'],
      idempotencyKey: operation.method === 'POST' ? idempotencyKey(event) : undefined,
      query: operation.query ? checked(operation.query, event.queryStringParameters ?? {}, 'query') : {},
      body: body(operation, event),
    } as Call;
  },
});

/** An id that can't be one names nothing: 404, as for one that could. */
function params({ parameters }: Route, event: Event): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map((name) => {
      const parsed = pathParameters[name].safeParse(event.pathParameters?.[name]);
      if (!parsed.success) throw new Problem('not_found');
      return [name, parsed.data];
    }),
  );
}

function body({ body: schema, bodyOptional, upload, maxBytes }: Operation, event: Event): unknown {
  if (schema === undefined && upload === undefined) return undefined;
  const bytes = bytesOf(event, maxBytes ?? limits.bodyBytes.max);
  if (upload !== undefined) {
    const type = mediaType(event, Object.keys(upload.examples)) as UploadType;
    return linesOf(upload, type, bytes);
  }
  if (schema === undefined) return undefined;
  if (bytes.length === 0 && bodyOptional) return checked(schema, {}, 'body');
  mediaType(event, ['application/json']);
  return checked(schema, parseJson(bytes), 'body');
}

function bytesOf({ body: raw, isBase64Encoded }: Event, most: number): Buffer {
  const bytes = Buffer.from(raw ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > most) {
    throw new Problem('body_too_large', { detail: `At most ${most} bytes are taken.` });
  }
  return bytes;
}

/** @throws unsupported_media_type when it is none of these, or the body is compressed */
function mediaType({ headers }: Event, taken: readonly string[]): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const given = type.trim().toLowerCase();
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!taken.includes(given) || encoding.toLowerCase() !== 'identity') {
    throw new Problem('unsupported_media_type', {
      detail: `The body must be ${taken.join(' or ')}, not compressed.`,
    });
  }
  return given;
}

function checked(schema: z.ZodMiniType, value: unknown, part: 'query' | 'body'): unknown {
  const outcome = check(schema, value);
  if ('value' in outcome) return outcome.value;
  const errors = outcome.errors.slice(0, MOST_ERRORS);
  const sentences = errors.map(({ path, message }) => `${path === '' ? `The ${part}` : path} ${message}.`);
  throw new Problem('invalid_input', { detail: sentences.join(' '), errors });
}

function idempotencyKey(event: Event): string | undefined {
  const key = event.headers['idempotency-key'];
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) throw new Problem('invalid_idempotency_key');
  return key;
}
