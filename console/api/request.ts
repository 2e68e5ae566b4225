import type * as z from 'zod/mini';
import type { OperationId, operations } from '../../lib/api/index.ts';
import type { ReplyBody, Operation } from '../../lib/api/operation.ts';
import { routes, type Route } from './routes.ts';

type RowOf<Id extends OperationId> = (typeof operations)[Id];
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type Sent<Row, Part extends string> = Row extends { readonly [P in Part]: infer Schema extends z.ZodMiniType }
  ? z.input<Schema>
  : undefined;
type Field<Name extends string, Value, Optional = false> = [Value] extends [undefined]
  ? { readonly [N in Name]?: undefined }
  : Optional extends true
    ? { readonly [N in Name]?: Value }
    : { readonly [N in Name]: Value };
/** The body of an upload: a file of a type that the row accepts. */
type Uploaded<Row> = Row extends { readonly upload: object } ? File : undefined;
type MayBeLeftOut<Row> = Row extends { readonly bodyOptional: true } ? true : false;

type Params<O extends Operation> = [NamesIn<O['path']>] extends [never]
  ? undefined
  : { readonly [Name in NamesIn<O['path']>]: string };

/**
 * A call of the API, before it is made. The same value is sent by the client and shown as curl, so that both are the
 * same.
 */
export type ApiRequest<Id extends OperationId = OperationId> = Id extends OperationId
  ? { readonly operation: Id; readonly ifMatch?: string | undefined } & Field<'params', Params<RowOf<Id>>> &
      Field<'query', Sent<RowOf<Id>, 'query'>, true> &
      Field<'body', Sent<RowOf<Id>, 'body'>, MayBeLeftOut<RowOf<Id>>> &
      Field<'upload', Uploaded<RowOf<Id>>>
  : never;

/** An answer that is a file, or a part of one. */
export interface Downloaded {
  readonly text: string;
  /** The cursor of the next part, if there is one. */
  readonly nextCursor: string | undefined;
}

export type AnswerTo<Id extends OperationId> =
  RowOf<Id> extends { readonly download: object } ? Downloaded : ReplyBody<RowOf<Id>>;

/** The operations whose answer is a file. */
export type DownloadId = {
  [Id in OperationId]: AnswerTo<Id> extends Downloaded ? Id : never;
}[OperationId];

/** The part of a call that is the same for all operations. */
export interface AnyCall {
  readonly operation: OperationId;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly upload?: File | undefined;
  readonly ifMatch?: string | undefined;
}

export const methodOf = (call: AnyCall): Operation['method'] => routeOf(call).method;

function routeOf({ operation }: AnyCall): Route {
  const route = routes[operation];
  if (route === undefined) throw new Error(`${operation} is not in the route table`);
  return route;
}

/** Path and query, ready to be put behind the origin. */
export function targetOf(call: AnyCall): string {
  const { params = {}, query = {} } = call;
  const path = routeOf(call).path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}
