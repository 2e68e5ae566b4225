import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../request.ts';
import { expiresAt, instantOf } from '../gate/lease.ts';
import { renewLeases } from '../gate/renew-leases.ts';
import { renewalFor } from './heartbeat-call.ts';

/**
 * Gives many calls new leases from now on. Those whose lease has expired are reported, and the others are renewed all
 * the same.
 */
export const heartbeatCalls: UseCase<(typeof calls)['heartbeatCalls']> = async (
  { caller, body },
  context,
) => {
  const { ids, leaseSeconds } = body;
  const leases = await renewLeases(caller, ids, renewalFor(leaseSeconds), context);
  const items = ids.map((id) => {
    const lease = leases.get(id);
    return lease === undefined
      ? ({ id, status: 'expired' } as const)
      : ({ id, status: 'active', leaseExpiresAt: instantOf(expiresAt(lease)) } as const);
  });
  return { body: { items } };
};
