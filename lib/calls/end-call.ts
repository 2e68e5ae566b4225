import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../call.ts';
import { settleAfter } from '../environments/settle.ts';
import { endLease } from '../gate/end-lease.ts';

/** Ends a call: its place is free. Ending it again, or one whose lease has run out, changes nothing. */
export const endCall: UseCase<(typeof calls)['endCall']> = async (call, world) => {
  const { caller: machine, params, query } = call;
  const unsettled = await endLease(machine, { id: params.callId, reason: query.reason }, world);
  if (unsettled !== undefined) await settleAfter(unsettled, machine.environmentId, call, world);
  return { body: undefined };
};
