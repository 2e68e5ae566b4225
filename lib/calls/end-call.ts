import type { calls } from '../api/calls.ts';
import type { UseCase } from '../call.ts';
import { settleAfter } from '../environments/settle.ts';
import { gatesKnownOf } from './known-gates.ts';
import { changeLease } from './held-lease.ts';
import { dropNamedCall } from './named-call.ts';

/** Ends a call: its place is free. Ending it again, or one whose lease has run out, changes nothing. */
export const endCall: UseCase<(typeof calls)['endCall']> = async (call, world) => {
  const { caller: machine, params } = call;
  const { environmentId } = machine;
  const held = await changeLease(
    machine,
    params.callId,
    (now) => ({
      UpdateExpression: 'SET e = :end REMOVE #l.#id',
      ConditionExpression: 'attribute_exists(#l.#id)',
      ExpressionAttributeValues: { ':end': { i: params.callId, t: now } },
    }),
    world,
  );
  if (held === undefined) return { body: undefined };
  gatesKnownOf(environmentId).freed(held.index, held.gate, world.clock.now());
  if (held.row !== undefined) await dropNamedCall(world.table, environmentId, params.callId, held.row);
  await settleAfter(held.gate, environmentId, call, world);
  return { body: undefined };
};
