import { Problem } from '../api/problem.ts';
import type { Caller } from '../auth/caller.ts';
import type { Event, Result } from './event.ts';

/** The known facts about a request. */
export interface Facts {
  /** From `performance.now()`. */
  readonly startedAt: number;
  operation?: string;
  caller?: Caller;
  thrown?: unknown;
}

/** One structured line for each request: no body, no header, no query string, so that nothing secret can be logged. */
export function accessLine(
  { requestContext }: Event,
  { statusCode = 500 }: Result,
  { startedAt, operation, caller, thrown }: Facts,
): Record<string, unknown> {
  // A defect, or a message of the database: the caller gets only the status.
  const reason = thrown instanceof Problem ? thrown.cause : thrown;
  return {
    level: statusCode >= 500 ? 'error' : 'info',
    message: 'request',
    requestId: requestContext.requestId,
    operation,
    method: requestContext.http.method,
    status: statusCode,
    problem: thrown instanceof Problem ? thrown.code : undefined,
    caller: caller?.kind,
    userId: caller && 'userId' in caller ? caller.userId : undefined,
    serviceAccountId: caller && 'serviceAccountId' in caller ? caller.serviceAccountId : undefined,
    environmentId: caller && 'environmentId' in caller ? caller.environmentId : undefined,
    milliseconds: Math.round(performance.now() - startedAt),
    ...(reason instanceof Error && { error: reason.name, stack: reason.stack }),
  };
}
