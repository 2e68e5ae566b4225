import * as z from 'zod/mini';
import {
  AccountId,
  AgentId,
  CallId,
  CampaignId,
  DeliveryId,
  EnvironmentId,
  InvitationId,
  KeyId,
  NumberId,
  ServiceAccountId,
  UserId,
  WebhookId,
} from './schemas/ids.ts';
import { limits } from './limits.ts';
import type { ProblemCode } from './problem.ts';

/**
 * Who may call an operation.
 * - `person`: anyone who is signed in
 * - `member`, `admin`: a person or a service account with (at least) that role in the account that the path names
 * - `operator`: a person in the user pool's group `operators`
 * - `machine`: an environment's API key
 */
export type CallerKind = 'person' | 'member' | 'admin' | 'operator' | 'machine';

/** The schema of each path parameter, whichever path contains it. */
export const pathParameters = {
  accountId: AccountId,
  environmentId: EnvironmentId,
  keyId: KeyId,
  userId: UserId,
  invitationId: InvitationId,
  callId: CallId,
  agentId: AgentId,
  numberId: NumberId,
  campaignId: CampaignId,
  webhookId: WebhookId,
  deliveryId: DeliveryId,
  serviceAccountId: ServiceAccountId,
} as const;

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** A body that holds one thing on each line. */
export interface Upload {
  readonly line: z.ZodMiniObject;
  readonly maxLines: number;
  /** An example of the same lines in each format. The first line of a CSV names the fields of the others. */
  readonly examples: Readonly<Record<UploadType, string>>;
}

export type UploadType = 'application/x-ndjson' | 'text/csv';

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/**
 * A line of an upload with its number: its content, or its errors. The use case refuses them together with the errors
 * that it finds itself.
 */
export type UploadedLine<Value> =
  | { readonly line: number; readonly value: Value }
  | { readonly line: number; readonly errors: readonly FieldError[] };

/**
 * A list that is answered as a file: CSV (RFC 4180), whose first line names the fields of the others. When not all of
 * it fits, the header `Next-Cursor` has the cursor of the rest.
 */
export interface Download {
  readonly line: z.ZodMiniObject;
  readonly fileName: `${string}.csv`;
  /** An example of a file. */
  readonly example: string;
}

/** One row of the route table: everything about an operation except what it does. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly caller: CallerKind;
  /** Service accounts are refused, whatever their role. */
  readonly personOnly?: boolean;
  /** Allowed in an account of any status: any other change is refused in a suspended or closed one. */
  readonly whateverStatus?: boolean;
  /** The function of a `read` operation has no permission to write to the table. */
  readonly effect: 'read' | 'write';
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Whether a request without a body counts as `{}`. */
  readonly bodyOptional?: boolean;
  /** Instead of `body`: a body of many lines that are not JSON as a whole. */
  readonly upload?: Upload;
  /** The most bytes that the body may have, if not 64 KiB. */
  readonly maxBytes?: number;
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodMiniType;
  /** Instead of `answer`: an answer that is not JSON. */
  readonly download?: Download;
  /** Other statuses that carry the same answer. */
  readonly alsoStatus?: readonly number[];
  /** The answer has an ETag. An edit also respects If-Match. */
  readonly versioned?: boolean;
  /** The answer may contain a secret: it is never stored nor replayed. */
  readonly secret?: boolean;
  /** `Idempotency-Key` means something other than a stored answer here (for the start of a call: the call's id). */
  readonly ownIdempotency?: boolean;
  /** The problems of its own; those that follow from the other columns are added by `problemsOf`. */
  readonly problems?: readonly ProblemCode[];
  readonly examples?: { readonly body?: unknown; readonly answer?: unknown };
}

/** The typed path parameters, query, body and answer of a row. */
export type Params<O extends Operation> = {
  readonly [Name in NamesIn<O['path']> & keyof typeof pathParameters]: z.output<
    (typeof pathParameters)[Name]
  >;
};
export type Query<O extends Operation> = O extends { query: infer Q extends z.ZodMiniType }
  ? z.output<Q>
  : Record<never, never>;
export type Body<O extends Operation> = O extends { upload: { line: infer Line extends z.ZodMiniObject } }
  ? readonly UploadedLine<z.output<Line>>[]
  : O extends { body: infer B extends z.ZodMiniType }
    ? z.output<B>
    : undefined;
export type ReplyBody<O extends Operation> = O extends {
  download: { line: infer Line extends z.ZodMiniObject };
}
  ? { readonly items: readonly z.input<Line>[]; readonly nextCursor: string | null }
  : O extends { answer: infer A extends z.ZodMiniType }
    ? z.input<A>
    : undefined;

/** A group of rows: what one function serves. */
export type Operations = Readonly<Record<string, Operation>>;

/** Writes down a group of rows, keeping each row's exact type. */
export const defineOperations = <const Rows extends Operations>(rows: Rows): Rows => rows;

/** The names of the parameters in a path, in their order. */
export function parametersIn(path: string): (keyof typeof pathParameters)[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof pathParameters);
}

/** Whether the answer is stored under the request's Idempotency-Key. */
export const keepsAnswer = ({ method, ownIdempotency }: Operation): boolean =>
  method === 'POST' && ownIdempotency !== true;

/**
 * A number in a query string: digits and nothing else, where `Number` would accept `0x10`, ` 5` and the empty string.
 */
const digits = (text: unknown): unknown =>
  typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text;

/** `?limit=&cursor=` of a list. The list itself checks the cursor. */
export const pagingBy = (usual: number, most: number) =>
  z.strictObject({
    limit: z.prefault(
      z.pipe(
        z.transform(digits),
        z.int().check(z.minimum(1), z.maximum(most), z.describe('How many items at most')),
      ),
      usual,
    ),
    cursor: z.optional(z.string()).with(z.describe('`nextCursor` of the previous page')),
  });

export const Paging = pagingBy(50, limits.pageItems);

/** A page of a list. */
export const page = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });

/** The body of an edit: any of these fields, and at least one. */
export const someOf = <Fields extends z.core.$ZodShape>(fields: Fields) =>
  z
    .partial(z.strictObject(fields))
    .check(z.refine((changes) => Object.keys(changes).length > 0, { error: 'must change something' }))
    .with(z.meta({ minProperties: 1 }));

/** A `true` or `false` in a query string. */
export const Flag = z.pipe(
  z.enum(['true', 'false']),
  z.transform((flag) => flag === 'true'),
);
