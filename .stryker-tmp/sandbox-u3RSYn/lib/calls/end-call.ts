import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../request.ts';
import { reclaimAfter } from '../environments/reclaim.ts';
import { endLease } from '../gate/end-lease.ts';

/** Ends a call: its place is free. Ending it again, or one whose lease has run out, changes nothing. */
export const endCall: UseCase<(typeof calls)['endCall']> = async (request, context) => {
  const { caller: machine, params, query } = request;
  const gate = await endLease(machine, { id: params.callId, reason: query.reason }, context);
  if (gate !== undefined) await reclaimAfter(gate, machine.environmentId, request, context);
  return { body: undefined };
};
