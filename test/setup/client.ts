import type * as z from 'zod/mini';
import { operations, type OperationId } from '../../lib/api/index.ts';
import type { Operation, Params } from '../../lib/api/operation.ts';
import type { ProblemCode } from '../../lib/api/problem.ts';
import { assertDocumented } from './documented.ts';
import { filledPath } from './send.ts';

type Row<Id extends OperationId> = (typeof operations)[Id];
type Sent<O, Part extends 'query' | 'body'> = O extends {
  readonly [P in Part]: infer Schema extends z.ZodMiniType;
}
  ? z.input<Schema>
  : never;
/** The lines of an upload. */
type Lines<O> = O extends { readonly upload: { readonly line: infer Schema extends z.ZodMiniType } }
  ? readonly z.input<Schema>[]
  : never;
/** A download's text. */
type Got<O> = O extends { readonly download: object }
  ? { readonly text: string }
  : O extends { readonly answer: infer Schema extends z.ZodMiniType }
    ? z.output<Schema>
    : object;

/** A problem document: the members that every problem has, and the extra ones of some. */
export interface ProblemBody {
  readonly type: string;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly requestId: string;
  readonly errors: readonly { path: string; message: string }[];
  readonly planLimit: number;
  readonly allocated: number;
  readonly unallocated: number;
  readonly requested: number;
  readonly limit: number;
  readonly activeCalls: number;
  readonly limitOf: 'environment' | 'outbound' | 'campaign';
  readonly invitationId: string;
}

/** An answer. Its body is the row's answer or a problem document, depending on the status. */
export interface Received<O> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Got<O> & ProblemBody;
}

export interface Request<O extends Operation> {
  /** An access token or an API key. */
  readonly as?: string;
  readonly params?: { readonly [Name in keyof Params<O>]: string };
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Sent<O, 'body'> | Lines<O>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type RequestOf<Id extends OperationId> = Request<Row<Id>>;

export type Client = <Id extends OperationId>(id: Id, request?: RequestOf<Id>) => Promise<Received<Row<Id>>>;

/** A client of the API at an origin, typed by the route table. It accepts no answer that the table does not promise. */
export function clientOf(origin: string): Client {
  return async (id, { as, params = {}, query = {}, body, headers = {} } = {}) => {
    const { method, path, upload }: Operation = operations[id];
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const response = await fetch(`${origin}${filledPath(path, params)}?${search.toString()}`, {
      method,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${as}` }),
        ...(body !== undefined && { 'content-type': upload ? 'application/x-ndjson' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: upload
          ? (body as object[]).map((line) => JSON.stringify(line)).join('\n')
          : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const answered = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
      body: bodyOf(text, response.headers.get('content-type') ?? '') as Record<string, unknown>,
    };
    // Nobody is promised a failure: a test that causes one asserts it.
    if (response.status !== 500) assertDocumented(id, answered);
    return { status: response.status, headers: response.headers, body: answered.body as never };
  };
}

function bodyOf(text: string, type: string): unknown {
  if (text === '') return {};
  return /json/.test(type) ? JSON.parse(text) : { text };
}
