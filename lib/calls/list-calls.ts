import type { calls } from '../api/routes/calls.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../call.ts';
import { isKeyAlive } from '../gate/gate.ts';
import { listEndedCalls } from '../history/list-ended-calls.ts';
import { gatesOpenTo, pageOfCalls } from './live-calls.ts';

export const listCalls: UseCase<(typeof calls)['listCalls']> = async ({ caller, query }, world) => {
  const request = { ...query, cursorKey: caller.keyHash };
  if (query.status === 'ended') {
    if (!(await isKeyAlive(caller, world))) throw new Problem('unauthenticated');
    return { body: await listEndedCalls(world.table, caller.environmentId, request) };
  }
  const gates = await gatesOpenTo(caller, world);
  return { body: pageOfCalls(gates, caller.environmentId, request, world.clock.now()) };
};
