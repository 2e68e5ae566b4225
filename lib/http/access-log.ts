import { Problem } from '../api/problem.ts';
import type { World } from '../world.ts';
import type { Event, Layer, Result } from './exchange.ts';

/** One structured line for each request: no body, no header, no query string, so nothing secret can get in. */
export function accessLog({ log }: World): Layer {
  const line = (
    { exchange, requestContext }: Event,
    response: Result | null | undefined,
    error?: Error | null,
  ) => {
    const { route, requestId, startedAt, caller } = exchange;
    // A defect of ours, or what the database said: the caller hears no more of it than the status.
    const reason = error instanceof Problem ? error.cause : error;
    log({
      level: (response?.statusCode ?? 500) >= 500 ? 'error' : 'info',
      message: 'request',
      requestId,
      operation: route?.id,
      method: requestContext.http.method,
      status: response?.statusCode,
      problem: error instanceof Problem ? error.code : undefined,
      caller: caller?.kind,
      userId: caller && 'userId' in caller ? caller.userId : undefined,
      environmentId: caller && 'environmentId' in caller ? caller.environmentId : undefined,
      milliseconds: Math.round(performance.now() - startedAt),
      ...(reason instanceof Error && { error: reason.name, stack: reason.stack }),
    });
  };
  return {
    after: ({ event, response }) => line(event, response),
    // A refusal that turned out to be answered before is none.
    onError: ({ event, response, error }) => line(event, response, event.exchange.replayed ? null : error),
  };
}
