import { hash } from 'node:crypto';
import { Problem } from '../api/problem.ts';
import type { Caller } from '../auth/caller.ts';
import type { IdempotencyClaim } from '../call.ts';
import { isKeyAlive } from '../gate/gate.ts';
import { answerOf, recordAnswer } from '../change/idempotency.ts';
import type { World } from '../world.ts';
import type { Event, FullExchange, Layer } from './exchange.ts';
import { responseOf } from './respond.ts';

/**
 * The same Idempotency-Key, the same answer. The record is written by the change itself, in its transaction, and here only
 * when nothing was changed. It is looked for before the use case, and again when the use case was refused, for the refusal
 * may be the doing of the very same request on its other try.
 */
export const idempotency = (world: World): Layer => ({
  before: async ({ event }) => {
    const exchange = event.exchange as FullExchange;
    const { operation } = exchange.route;
    if (exchange.call.idempotencyKey === undefined || operation.ownIdempotency) return;
    const claim = claimOf(exchange.call.idempotencyKey, event);
    exchange.call = { ...exchange.call, idempotency: claim };
    await recall(claim, exchange, world);
  },
  after: async ({ event }) => {
    const { call, answer, replayed } = event.exchange as FullExchange;
    if (call.idempotency === undefined || replayed || answer.recorded) return;
    await recordAnswer(call.idempotency, answer, world);
  },
  onError: async (request) => {
    const exchange = request.event.exchange as FullExchange;
    const claim = exchange.call?.idempotency;
    if (claim === undefined || !(request.error instanceof Problem)) return;
    try {
      if (await recall(claim, exchange, world)) request.response = responseOf(exchange);
    } catch (thrown) {
      request.error = thrown as Error;
    }
  },
});

async function recall(claim: IdempotencyClaim, exchange: FullExchange, world: World): Promise<boolean> {
  const { caller } = exchange.call;
  // An answer from before would come without a use case that asks the gate: a dead key gets none.
  if (caller.kind === 'machine' && !(await isKeyAlive(caller, world))) throw new Problem('unauthenticated');
  const answer = await answerOf(claim, world);
  if (answer === undefined) return false;
  exchange.answer = answer;
  exchange.replayed = true;
  return true;
}

function claimOf(
  key: string,
  { exchange, requestContext, rawPath, rawQueryString }: Event,
): IdempotencyClaim {
  const { caller, body } = (exchange as FullExchange).call;
  const request = JSON.stringify([requestContext.http.method, rawPath, rawQueryString, body]);
  return {
    scope: scopeOf(caller),
    key,
    fingerprint: hash('sha256', request, 'base64url'),
  };
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
