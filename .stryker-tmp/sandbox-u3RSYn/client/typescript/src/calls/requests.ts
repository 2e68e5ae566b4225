import type { Ask } from '../connection.ts';
import type { Call, OwnConcurrency } from '../management/types.ts';
import type { StartCall } from './types.ts';

/** The requests of call software, one each. @throws BerthProblem */
export function requests(ask: Ask) {
  const path = (id: string, more = '') => `/v1/calls/${encodeURIComponent(id)}${more}`;
  return {
    start: (body: StartCall = {}, signal?: AbortSignal): Promise<Call> =>
      ask({ method: 'POST', path: '/v1/calls', body, signal }),
    heartbeat: (id: string, leaseSeconds?: number, signal?: AbortSignal): Promise<Call> =>
      ask({
        method: 'POST',
        path: path(id, '/heartbeat'),
        body: leaseSeconds === undefined ? {} : { leaseSeconds },
        signal,
      }),
    end: async (id: string, reason?: string, signal?: AbortSignal): Promise<void> => {
      const query = reason === undefined ? '' : `?reason=${encodeURIComponent(reason)}`;
      await ask({ method: 'DELETE', path: path(id, query), signal });
    },
    concurrency: (): Promise<OwnConcurrency> => ask({ method: 'GET', path: '/v1/concurrency' }),
  };
}
