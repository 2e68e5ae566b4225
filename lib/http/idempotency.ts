import { hash } from 'node:crypto';
import { keepsAnswer, type Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { Caller } from '../auth/caller.ts';
import type { Answer, Call, IdempotencyClaim } from '../call.ts';
import { answerOf, recordAnswer } from '../change/idempotency.ts';
import type { World } from '../world.ts';
import type { Event } from './event.ts';
import { assertAlive } from './identify.ts';

/** What a request is answered; `replayed`: as it was before, under the same Idempotency-Key. */
export interface Outcome {
  readonly answer: Answer;
  readonly replayed?: boolean;
}

/** What the request's Idempotency-Key lays claim to, if there is one, and there is anything to do only once. */
export function claimOf(operation: Operation, call: Call, event: Event): IdempotencyClaim | undefined {
  const { idempotencyKey: key, caller, body } = call;
  if (key === undefined || !keepsAnswer(operation)) return undefined;
  const { requestContext, rawPath, rawQueryString } = event;
  const request = JSON.stringify([requestContext.http.method, rawPath, rawQueryString, body]);
  return { scope: scopeOf(caller), key, fingerprint: hash('sha256', request, 'base64url') };
}

/**
 * The same Idempotency-Key, the same answer. The record is written by the change itself, in its transaction, and here only
 * when nothing was changed. It is looked for before the use case, and again when the use case was refused, for the refusal
 * may be the doing of the very same request on its other try.
 */
export async function once(
  claim: IdempotencyClaim,
  { caller }: Call,
  run: () => Promise<Answer>,
  world: World,
): Promise<Outcome> {
  const before = await answerBefore(claim, caller, world);
  if (before !== undefined) return { answer: before, replayed: true };
  try {
    const answer = await run();
    if (!answer.recorded) await recordAnswer(claim, answer, world);
    return { answer };
  } catch (thrown) {
    const meanwhile = thrown instanceof Problem ? await answerBefore(claim, caller, world) : undefined;
    if (meanwhile === undefined) throw thrown;
    return { answer: meanwhile, replayed: true };
  }
}

async function answerBefore(claim: IdempotencyClaim, caller: Caller, world: World) {
  // A replay comes without a use case that asks the gate: a dead key gets none.
  if (caller.kind === 'machine') await assertAlive(caller, world);
  return answerOf(claim, world);
}

function scopeOf(caller: Caller): string {
  switch (caller.kind) {
    case 'machine':
      return caller.keyHash;
    case 'system':
      return caller.name;
    default:
      return caller.userId;
  }
}
