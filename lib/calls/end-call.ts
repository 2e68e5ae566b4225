import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../request.ts';
import { reclaimAfter } from '../environments/reclaim.ts';
import { endLease } from '../gate/end-lease.ts';

/** Ends a call, which frees its slot. Nothing changes when the call has already ended, or its lease has expired. */
export const endCall: UseCase<(typeof calls)['endCall']> = async (request, context) => {
  const { caller: machine, params, query } = request;
  const gate = await endLease(machine, { id: params.callId, reason: query.reason }, context);
  if (gate !== undefined) await reclaimAfter(gate, machine.environmentId, request, context);
  return { body: undefined };
};
