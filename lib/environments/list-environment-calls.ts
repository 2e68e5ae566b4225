import type { environments } from '../api/environments.ts';
import type { UseCase } from '../call.ts';
import { readGates } from '../calls/gate.ts';
import { pageOfCalls } from '../calls/live-calls.ts';
import { readEnvironment } from './environment.ts';

export const listEnvironmentCalls: UseCase<(typeof environments)['listEnvironmentCalls']> = async (
  call,
  { table, clock },
) => {
  const { accountId, environmentId } = call.params;
  const [, gates] = await Promise.all([
    readEnvironment(table, accountId, environmentId),
    readGates(table, environmentId),
  ]);
  const request = { ...call.query, cursorKey: call.caller.cursorKey };
  return { body: pageOfCalls(gates, environmentId, request, clock.now()) };
};
