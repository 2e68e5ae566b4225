import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../call.ts';
import { listEndedCalls } from '../history/list-ended-calls.ts';
import { gatesOpenTo, pageOfCalls } from './live-calls.ts';

export const listCalls: UseCase<(typeof calls)['listCalls']> = async ({ caller, query }, world) => {
  const gates = await gatesOpenTo(caller, world);
  if (query.status === 'ended')
    return { body: await listEndedCalls(world.table, caller.environmentId, query) };
  return { body: pageOfCalls(gates, caller.environmentId, query, world.clock.now()) };
};
