import type { calls } from '../api/routes/calls.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../call.ts';
import { changeLease } from '../gate/held-lease.ts';
import { callOf, expiry, expiryPath, leaseToldBy, thisInstant, type StoredLease } from '../gate/lease.ts';

/** Gives a call a new lease from now on. One that has run out is not given back: its place may be another's. */
export const heartbeatCall: UseCase<(typeof calls)['heartbeatCall']> = async (call, world) => {
  const { caller: machine, params, body } = call;
  const { callId } = params;
  const path = expiryPath(callId);
  let end = 0;
  const held = await changeLease(
    machine,
    callId,
    (now, seen) => {
      if (seen !== undefined) return undefined;
      end = expiry(body.leaseSeconds, now);
      return {
        // What the id does not tell is read from the gate.
        returnsGate: leaseToldBy(callId) === undefined,
        UpdateExpression: `SET ${path} = :end`,
        ConditionExpression: `${path} > :instant`,
        ExpressionAttributeValues: { ':end': end, ':instant': thisInstant(now) },
      };
    },
    world,
  );
  if (held === undefined) throw new Problem('lease_expired');
  const lease = (held.gate === undefined ? end : held.gate.l[callId]) as StoredLease;
  return { body: callOf(machine.environmentId, callId, lease) };
};
