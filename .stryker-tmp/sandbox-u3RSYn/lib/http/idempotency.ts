import { hash } from 'node:crypto';
import { keepsAnswer, type Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { Caller } from '../auth/caller.ts';
import type { Reply, Request, IdempotencyClaim } from '../request.ts';
import { answerOf, recordAnswer } from '../change/idempotency.ts';
import type { Context } from '../context.ts';
import type { Event } from './event.ts';
import { assertAlive } from './identify.ts';

/** What a request is answered; `replayed`: as it was before, under the same Idempotency-Key. */
export interface Outcome {
  readonly answer: Reply;
  readonly replayed?: boolean;
}

/** What the request's Idempotency-Key lays claim to, if there is one, and there is anything to do only once. */
export function claimOf(operation: Operation, request: Request, event: Event): IdempotencyClaim | undefined {
  const { idempotencyKey: key, caller, body } = request;
  if (key === undefined || !keepsAnswer(operation)) return undefined;
  const { requestContext, rawPath, rawQueryString } = event;
  const sent = JSON.stringify([requestContext.http.method, rawPath, rawQueryString, body]);
  return { scope: scopeOf(caller), key, fingerprint: hash('sha256', sent, 'base64url') };
}

/**
 * The same Idempotency-Key, the same answer. The record is written by the change itself, in its transaction, and here only
 * when nothing was changed. It is looked for before the use case, and again when the use case was refused, for the refusal
 * may be the doing of the very same request on its other try.
 */
export async function once(
  claim: IdempotencyClaim,
  { caller }: Request,
  run: () => Promise<Reply>,
  context: Context,
): Promise<Outcome> {
  const before = await answerBefore(claim, caller, context);
  if (before !== undefined) return { answer: before, replayed: true };
  try {
    const reply = await run();
    if (!reply.recorded) await recordAnswer(claim, reply, context);
    return { answer: reply };
  } catch (thrown) {
    const meanwhile = thrown instanceof Problem ? await answerBefore(claim, caller, context) : undefined;
    if (meanwhile === undefined) throw thrown;
    return { answer: meanwhile, replayed: true };
  }
}

async function answerBefore(claim: IdempotencyClaim, caller: Caller, context: Context) {
  // A replay comes without a use case that asks the gate: a dead key gets none.
  if (caller.kind === 'machine') await assertAlive(caller, context);
  return answerOf(claim, context);
}

function scopeOf(caller: Caller): string {
  switch (caller.kind) {
    case 'machine':
      return caller.keyHash;
    case 'serviceAccount':
      return caller.serviceAccountId;
    case 'system':
      return caller.name;
    default:
      return caller.userId;
  }
}
