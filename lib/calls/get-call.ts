import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../request.ts';
import { findCall } from './find-call.ts';
import { gatesOpenTo } from './live-calls.ts';

/** A running call, or the latest ended one of this id. */
export const getCall: UseCase<(typeof calls)['getCall']> = async ({ caller, params }, context) => {
  const gates = await gatesOpenTo(caller, context);
  return { body: await findCall(params.callId, gates, caller.environmentId, context) };
};
