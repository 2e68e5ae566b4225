import type { calls } from '../api/routes/calls.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../call.ts';
import { lastEndedIn } from '../history/ended-calls.ts';
import { findEndedCall } from '../history/find-ended-call.ts';
import { callUnder, gatesOpenTo } from './live-calls.ts';

/** A call that runs, or the latest one of this id that has ended. */
export const getCall: UseCase<(typeof calls)['getCall']> = async ({ caller, params }, world) => {
  const { environmentId } = caller;
  const { callId } = params;
  const gates = await gatesOpenTo(caller, world);
  const call =
    callUnder(callId, gates, environmentId, world.clock.now()) ??
    gates.map((gate) => lastEndedIn(environmentId, gate, callId)).find((ended) => ended !== undefined) ??
    (await findEndedCall(environmentId, callId, world));
  if (call === undefined) throw new Problem('not_found');
  return { body: call };
};
