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
    const unexpected = error && !(error instanceof Problem) ? { error: error.name, stack: error.stack } : {};
    log({
      level: Object.keys(unexpected).length > 0 ? 'error' : 'info',
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
      ...unexpected,
    });
  };
  return {
    after: ({ event, response }) => line(event, response),
    // A refusal that turned out to be answered before is none.
    onError: ({ event, response, error }) => line(event, response, event.exchange.replayed ? null : error),
  };
}
