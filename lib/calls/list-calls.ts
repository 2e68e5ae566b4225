import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../request.ts';
import { listEndedCalls } from '../history/list-ended-calls.ts';
import { gatesOpenTo, pageOfCalls } from './live-calls.ts';

export const listCalls: UseCase<(typeof calls)['listCalls']> = async ({ caller, query }, context) => {
  const gates = await gatesOpenTo(caller, context);
  if (query.status === 'ended') return { body: await listEndedCalls(context, caller.environmentId, query) };
  return { body: pageOfCalls(gates, caller.environmentId, query, context.clock.now()) };
};
