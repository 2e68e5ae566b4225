import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../request.ts';
import { findCall } from './find-call.ts';
import { gatesOpenTo } from './live-calls.ts';

/** A call that runs, or the latest one of this id that has ended. */
export const getCall: UseCase<(typeof calls)['getCall']> = async ({ caller, params }, context) => {
  const gates = await gatesOpenTo(caller, context);
  return { body: await findCall(params.callId, gates, caller.environmentId, context) };
};
