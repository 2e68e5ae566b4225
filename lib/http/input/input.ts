import type * as z from 'zod/mini';
import { pathParameters, type UploadType } from '../../api/operation.ts';
import { limits } from '../../api/limits.ts';
import { Problem } from '../../api/problem.ts';
import type { Caller } from '../../auth/caller.ts';
import type { Request } from '../../request.ts';
import type { Context } from '../../context.ts';
import { check, MAX_ERRORS } from './check.ts';
import type { Event } from '../event.ts';
import { assertAlive } from '../identify.ts';
import { parseJson } from './json.ts';
import type { Route } from '../route.ts';

/**
 * A body above this size is not read before the gate has confirmed that the sender's key is valid. An upload never is,
 * because each of its many lines is checked against a schema.
 */
const MAX_BYTES_OF_A_STRANGER = 4 * 1024;

/**
 * The input of an operation: path, query and body, parsed and checked against the row.
 * @throws unauthenticated before anything else: a caller without a valid key does not get the errors of the request.
 */
export async function callOf(route: Route, caller: Caller, event: Event, context: Context): Promise<Request> {
  const isMachine = caller.kind === 'machine';
  const isCostly =
    route.operation.upload !== undefined || (event.body?.length ?? 0) > MAX_BYTES_OF_A_STRANGER;
  if (isMachine && isCostly) await assertAlive(caller, context);
  try {
    return checkedCall(route, caller, event);
  } catch (refusal) {
    // Otherwise the use case asks the gate.
    if (isMachine) await assertAlive(caller, context);
    throw refusal;
  }
}

function checkedCall(route: Route, caller: Caller, event: Event): Request {
  const { operation } = route;
  // The order decides which error is reported: input that can't be read is refused before input that is not valid.
  return {
    caller,
    requestId: event.requestContext.requestId,
    params: params(route, event),
    ifMatch: event.headers['if-match'],
    idempotencyKey: operation.method === 'POST' ? idempotencyKey(event) : undefined,
    query: operation.query ? checked(operation.query, event.queryStringParameters ?? {}, 'query') : {},
    body: body(route, event),
  } as Request;
}

/** Text that cannot be an id names nothing: 404, as for an id that does not exist. */
function params({ parameters }: Route, event: Event): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map((name) => {
      const parsed = pathParameters[name].safeParse(event.pathParameters?.[name]);
      if (!parsed.success) throw new Problem('not_found');
      return [name, parsed.data];
    }),
  );
}

function body({ operation, files }: Route, event: Event): unknown {
  const { body: schema, bodyOptional, upload, maxBytes } = operation;
  if (schema === undefined && upload === undefined) return undefined;
  const bytes = bytesOf(event, maxBytes ?? limits.bodyBytes);
  if (upload !== undefined) {
    if (bytes.length === 0) return [];
    const type = mediaType(event, Object.keys(upload.examples)) as UploadType;
    return files.linesOf?.(upload, type, bytes);
  }
  if (schema === undefined) return undefined;
  if (bytes.length === 0 && bodyOptional) return checked(schema, {}, 'body');
  mediaType(event, ['application/json']);
  return checked(schema, parseJson(bytes), 'body');
}

function bytesOf({ body: raw, isBase64Encoded }: Event, most: number): Buffer {
  const bytes = Buffer.from(raw ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > most) {
    throw new Problem('body_too_large', { detail: `At most ${most} bytes are accepted.` });
  }
  return bytes;
}

/**
 * @throws unsupported_media_type when it is none of these, or the body is compressed or declares another charset than
 *   UTF-8
 */
function mediaType({ headers }: Event, taken: readonly string[]): string {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';');
  const given = type.trim().toLowerCase();
  const encoding = headers['content-encoding'] ?? 'identity';
  const isOther = parameters.some(
    (text) => /^\s*charset\s*=/i.test(text) && !/=\s*"?utf-?8"?\s*$/i.test(text),
  );
  if (!taken.includes(given) || isOther || encoding.toLowerCase() !== 'identity') {
    throw new Problem('unsupported_media_type', {
      detail: `The body must be ${taken.join(' or ')} in UTF-8, not compressed.`,
    });
  }
  return given;
}

function checked(schema: z.ZodMiniType, value: unknown, part: 'query' | 'body'): unknown {
  const outcome = check(schema, value);
  if ('value' in outcome) return outcome.value;
  const errors = outcome.errors.slice(0, MAX_ERRORS);
  const sentences = errors.map(({ path, message }) => `${path === '' ? `The ${part}` : path} ${message}.`);
  throw new Problem('invalid_input', { detail: sentences.join(' '), errors });
}

function idempotencyKey(event: Event): string | undefined {
  const key = event.headers['idempotency-key'];
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) throw new Problem('invalid_idempotency_key');
  return key;
}
