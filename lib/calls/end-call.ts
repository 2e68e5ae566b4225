import type { calls } from '../api/routes/calls.ts';
import type { CallId } from '../api/schemas/ids.ts';
import type { UseCase } from '../call.ts';
import { settleAfter } from '../environments/settle.ts';
import { recount } from '../gate/caps.ts';
import type { StoredCaps } from '../gate/gate.ts';
import { changeLease, type LeaseChange } from '../gate/held-lease.ts';
import { gatesKnownOf } from '../gate/known-gates.ts';
import { leaseIn, leaseToldBy } from '../gate/lease.ts';
import { dropNamedCall } from '../gate/named-call.ts';

/** Ends a call: its place is free. Ending it again, or one whose lease has run out, changes nothing. */
export const endCall: UseCase<(typeof calls)['endCall']> = async (call, world) => {
  const { caller: machine, params } = call;
  const { environmentId } = machine;
  const held = await changeLease(
    machine,
    params.callId,
    leaving(params.callId, gatesKnownOf(environmentId).caps),
    world,
  );
  if (held === undefined) return { body: undefined };
  gatesKnownOf(environmentId).freed(held.index);
  if (held.row !== undefined) await dropNamedCall(world.table, environmentId, params.callId, held.row);
  if (held.gate !== undefined) await settleAfter(held.gate, environmentId, call, world);
  return { body: undefined };
};

/**
 * Takes a lease out of its gate, and out of the counts under the caps that its call comes under. The first try takes the
 * gate for settled (see isUnsettled); where it is not, the next one returns it, so that it is seen to.
 */
function leaving(id: CallId, knownCaps: StoredCaps | undefined): LeaseChange {
  return (now, seen) => {
    const lease = seen === undefined ? leaseToldBy(id) : leaseIn(seen.l, id);
    if (seen !== undefined && lease === undefined) return undefined;
    const counts = recount(seen === undefined ? knownCaps : seen.c, {
      leaving: lease === undefined ? [] : [[id, lease]],
    });
    const conditions = [
      // Under this id another call may run by now, with other traits than the one that was seen.
      seen === undefined ? 'attribute_exists(l.#id)' : 'l.#id = :lease',
      // Of a lease that was not seen and is not told by its id, nothing is known: it may be under any cap.
      ...(lease === undefined ? ['(attribute_not_exists(c) OR size(c) = :none)'] : counts.conditions),
      ...(seen === undefined ? ['r = m AND #state = :open'] : []),
    ];
    return {
      returnsGate: seen !== undefined,
      UpdateExpression: `SET ${['e = :end', ...counts.assignments].join(', ')} REMOVE l.#id`,
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeNames: {
        ...(seen === undefined && { '#state': 'state' }),
        ...counts.ExpressionAttributeNames,
      },
      ExpressionAttributeValues: {
        ':end': { i: id, t: now },
        ...(seen === undefined && { ':open': 'open' }),
        ...(lease === undefined && { ':none': 0 }),
        ...(seen !== undefined && { ':lease': lease }),
        ...counts.ExpressionAttributeValues,
      },
    };
  };
}
