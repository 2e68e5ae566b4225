import type { ReplyBody, Body, Operation, Params, Query } from './api/operation.ts';
import { Problem } from './api/problem.ts';
import type { Caller, CallerOf } from './auth/caller.ts';
import type { Context } from './context.ts';

/** The cause of a change: the caller, the request, and its Idempotency-Key. */
export interface Cause {
  readonly caller: Caller;
  readonly requestId: string;
  readonly idempotency?: IdempotencyClaim | undefined;
}

/** An Idempotency-Key, together with the request that it was sent for. */
export interface IdempotencyClaim {
  /** The caller whose key it is: two callers may use the same one. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of route and body: the same key for a different request is refused. */
  readonly fingerprint: string;
}

/** A call of an operation as its use case sees it: the caller and the checked input. */
export interface Request<O extends Operation = Operation> extends Cause {
  readonly caller: CallerOf<O>;
  readonly params: Params<O>;
  readonly query: Query<O>;
  readonly body: Body<O>;
  /** If-Match as it was sent. */
  readonly ifMatch: string | undefined;
  /** Idempotency-Key as it was sent, for an operation that handles it itself. */
  readonly idempotencyKey: string | undefined;
}

/** The answer of a use case: the body, the version that becomes the ETag, and the status if it is not the row's. */
export interface Reply<O extends Operation = Operation> {
  readonly body: ReplyBody<O>;
  readonly version?: number;
  readonly status?: number;
  /** It was recorded under the request's Idempotency-Key, in the transaction of its change. */
  readonly recorded?: boolean;
}

/**
 * The use case of an operation. It refuses by throwing a Problem, and is run again from the start when it throws
 * Outdated.
 */
export type UseCase<O extends Operation = Operation> = (
  request: Request<O>,
  context: Context,
) => Promise<Reply<O>>;

/** A version as an ETag. */
export const etag = (version: number): string => `"${version}"`;

/**
 * A weak tag (`W/"3"`) counts as well: it names the same version, and proxies that compress, as CloudFront may, make
 * tags weak.
 * @throws stale_version when the client names another version than one of these.
 */
export function expectVersion({ ifMatch }: Pick<Request, 'ifMatch'>, ...versions: number[]): void {
  if (ifMatch === undefined) return;
  const candidates = ifMatch.split(',').map((candidate) => candidate.trim().replace(/^W\//, ''));
  if (!candidates.includes('*') && !versions.some((version) => candidates.includes(etag(version))))
    throw new Problem('stale_version');
}

/**
 * What a use case read has changed before it could write: the use case is run again from the start. A client never sees
 * it.
 */
export class Outdated extends Error {
  constructor() {
    super('what was read has changed since');
  }
}

export const isOutdated = (thrown: unknown): boolean => thrown instanceof Outdated;

/** The `onConditionFailed` of a write that fails because of that. */
export const outdated = (): Outdated => new Outdated();
