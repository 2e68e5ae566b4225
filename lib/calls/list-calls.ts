import type { calls } from '../api/calls.ts';
import type { UseCase } from '../call.ts';
import { gatesOpenTo, pageOfCalls } from './live-calls.ts';

export const listCalls: UseCase<(typeof calls)['listCalls']> = async ({ caller, query }, world) => {
  const gates = await gatesOpenTo(caller, world);
  const request = { ...query, cursorKey: caller.keyHash };
  return { body: pageOfCalls(gates, caller.environmentId, request, world.clock.now()) };
};
