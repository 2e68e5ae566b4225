import { operations, type OperationId } from '../../lib/api/index.ts';
import type { Handler } from '../../lib/http/event.ts';
import { eventFor, type Sent } from '../world/event.ts';

export const STEPS = ['start', 'heartbeat', 'list', 'refused start', 'end'] as const;
export type Step = (typeof STEPS)[number];

/** What a step does to the nth of forty calls: it is prepared first and then run, and only the run is measured. */
export type Steps = Readonly<Record<Step, (n: number) => () => Promise<unknown>>>;

/** A block fills the gate, reads it when it is full, and empties it again. */
export const CALLS = 40;

/** An environment and one of its keys. */
export interface At {
  readonly id: string;
  readonly key: string;
}

export function handlerSteps(handler: Handler, key: string): Steps {
  const ids: string[] = [];
  const request = (id: OperationId, wanted: number, sent: Sent = {}) => {
    const { event, context: lambda } = eventFor(operations[id], { as: key, ...sent });
    return async () => {
      const { statusCode, body = '' } = await handler(event, lambda);
      if (statusCode !== wanted) throw new Error(`${id}: ${statusCode} ${body}`);
      return body;
    };
  };
  return {
    start: (n) => {
      const start = request('startCall', 201, { body: {} });
      return async () => {
        const body = await start();
        ids[n] = (JSON.parse(body) as { id: string }).id;
      };
    },
    heartbeat: (n) => request('heartbeatCall', 200, { params: { callId: ids[n] ?? '' }, body: {} }),
    list: () => request('listCalls', 200),
    'refused start': () => request('startCall', 429, { body: {} }),
    end: (n) => request('endCall', 204, { params: { callId: ids[n] ?? '' } }),
  };
}
