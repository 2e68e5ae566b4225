import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from '../../../lib/api/operation.ts';
import { operations, type OperationId } from '../../../lib/api/index.ts';
import { clientOf, type Client, type Request } from '../../setup/client.ts';

/**
 * A client like those of customers: it repeats a request without an answer, or with 503, after a while, to any server,
 * under the same Idempotency-Key or id, until it succeeds.
 * @param counts how often there was no answer, and how often 503
 */
export function stubbornClient(
  anyOrigin: () => string,
  counts: { unanswered: number; unavailable: number },
): Client {
  const send = async (id: OperationId, request: Request<Operation>) => {
    const key = { 'idempotency-key': randomUUID() };
    const headers = { ...(operations[id].method === 'POST' && key), ...request.headers };
    for (;;) {
      try {
        const call = clientOf(anyOrigin()) as (
          id: OperationId,
          request: object,
        ) => Promise<{ status: number; headers: Headers }>;
        const answer = await call(id, { ...request, headers });
        if (answer.status < 500) return answer;
        const isSound = answer.status === 503 && answer.headers.get('retry-after') !== null;
        if (!isSound) throw new Error(`${id} was answered with ${answer.status}: ${JSON.stringify(answer)}`);
        counts.unavailable += 1;
      } catch (thrown) {
        // No server answers there any more. (The class of the error belongs to another realm.)
        if ((thrown as Error).name !== 'TypeError') throw thrown;
        counts.unanswered += 1;
      }
      await pause(20);
    }
  };
  return send as unknown as Client;
}
