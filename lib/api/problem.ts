import type * as z from 'zod/mini';
import { requestProblems } from './problems/requests.ts';
import type { ProblemRow } from './problems/row.ts';
import { stateProblems } from './problems/states.ts';

/**
 * Every problem that the API can answer with: its HTTP status, its title, what to do, and the fields it has beyond RFC
 * 9457's. This is the only place where codes have statuses.
 */
export const problems = { ...requestProblems, ...stateProblems } as const;

export type ProblemCode = keyof typeof problems;

type Extras<C extends ProblemCode> = (typeof problems)[C] extends {
  extras: infer E extends Record<string, z.ZodMiniType>;
}
  ? z.output<z.ZodMiniObject<E>>
  : unknown;

/** When the problem passes by itself, the response says when to try again. */
type Wait<C extends ProblemCode> = (typeof problems)[C]['status'] extends 429 | 503
  ? { retryAfter: number }
  : { retryAfter?: number };

/** The sentence for an occurrence that has no details of its own. */
export function usualDetail(code: ProblemCode): string {
  const { title, remedy }: ProblemRow = problems[code];
  return remedy === undefined ? `${title}.` : `${title}. ${remedy}`;
}

/**
 * What a problem may say beyond its code: a sentence for this occurrence, a time to wait in seconds, the code's
 * extras.
 */
export type ProblemDetails<C extends ProblemCode = ProblemCode> = Extras<C> &
  Wait<C> & {
    detail?: string;
    allow?: string[];
  };

/** The one error that a client sees. Everything else that is thrown becomes `internal_error`, without its message. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C;
  readonly details: { detail?: string; retryAfter?: number; allow?: string[] } & Record<string, unknown>;

  constructor(
    code: C,
    ...[details]: object extends ProblemDetails<C> ? [ProblemDetails<C>?] : [ProblemDetails<C>]
  ) {
    super(code);
    this.code = code;
    this.details = { ...details };
  }
}

/** One field of a request is not valid: the field, and its error, worded to follow the name of the field. */
export const invalidField = (path: string, message: string): Problem =>
  new Problem('invalid_input', { detail: `${path} ${message}.`, errors: [{ path, message }] });
