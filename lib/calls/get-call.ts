import type { calls } from '../api/routes/calls.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../call.ts';
import { liveCall } from './live-calls.ts';

export const getCall: UseCase<(typeof calls)['getCall']> = async ({ caller, params }, world) => {
  const call = await liveCall(caller, params.callId, world);
  if (call === undefined) throw new Problem('not_found');
  return { body: call };
};
