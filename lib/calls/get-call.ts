import type { calls } from '../api/routes/calls.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../request.ts';
import { lastEndedIn } from '../history/ended-calls.ts';
import { findEndedCall } from '../history/find-ended-call.ts';
import { callUnder, gatesOpenTo } from './live-calls.ts';

/** A call that runs, or the latest one of this id that has ended. */
export const getCall: UseCase<(typeof calls)['getCall']> = async ({ caller, params }, context) => {
  const { environmentId } = caller;
  const { callId } = params;
  const gates = await gatesOpenTo(caller, context);
  const call =
    callUnder(callId, gates, environmentId, context.clock.now()) ??
    gates.map((gate) => lastEndedIn(environmentId, gate, callId)).find((ended) => ended !== undefined) ??
    (await findEndedCall(environmentId, callId, context));
  if (call === undefined) throw new Problem('not_found');
  return { body: call };
};
