import type { calls } from '../api/routes/calls.ts';
import { DEFAULT_LEASE_SECONDS } from '../api/schemas/call.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../request.ts';
import { callOf } from '../gate/lease.ts';
import { renewLeases, type Renewal } from '../gate/renew-leases.ts';

/** Gives a call a new lease from now on. An expired lease is not renewed: its slot may belong to another call. */
export const heartbeatCall: UseCase<(typeof calls)['heartbeatCall']> = async (request, context) => {
  const { caller: machine, params, body } = request;
  const { callId } = params;
  const renewal = { ...renewalFor(body.leaseSeconds), whole: true };
  const lease = (await renewLeases(machine, [callId], renewal, context)).get(callId);
  if (lease === undefined) throw new Problem('lease_expired');
  return { body: callOf(machine.environmentId, callId, lease) };
};

/** A lease becomes shorter only when the caller gives its length. */
export const renewalFor = (leaseSeconds: number | undefined): Renewal => ({
  leaseSeconds: leaseSeconds ?? DEFAULT_LEASE_SECONDS,
  shortens: leaseSeconds !== undefined,
});
