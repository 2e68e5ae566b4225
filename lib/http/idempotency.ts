import { hash } from 'node:crypto';
import { keepsAnswer, type Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { Caller } from '../auth/caller.ts';
import type { Reply, Request, IdempotencyClaim } from '../request.ts';
import { answerOf, recordAnswer } from '../change/idempotency.ts';
import type { Context } from '../context.ts';
import type { Event } from './event.ts';
import { assertAlive } from './identify.ts';

/** The answer to a request; `replayed`: the answer that was given before under the same Idempotency-Key. */
export interface Outcome {
  readonly answer: Reply;
  readonly replayed?: boolean;
}

/** The claim of the request's Idempotency-Key, if it has one and the operation stores its answer. */
export function claimOf(operation: Operation, request: Request, event: Event): IdempotencyClaim | undefined {
  const { idempotencyKey: key, caller, body } = request;
  if (key === undefined || !keepsAnswer(operation)) return undefined;
  const { requestContext, rawPath, rawQueryString } = event;
  const sent = JSON.stringify([requestContext.http.method, rawPath, rawQueryString, body]);
  return { scope: scopeOf(caller), key, fingerprint: hash('sha256', sent, 'base64url') };
}

/**
 * The same Idempotency-Key gets the same answer. The change itself writes the record, in its transaction; only when
 * nothing was changed, it is written here. It is read before the use case, and again when the use case was refused,
 * because the refusal may be caused by the same request, sent twice.
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
  // A replay skips the use case, which would check the API key at the gate: so the key is checked here.
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
