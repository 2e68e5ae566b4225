import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../request.ts';
import { readGates } from '../gate/gate.ts';
import { listEndedCalls } from '../history/list-ended-calls.ts';
import { pageOfCalls } from './live-calls.ts';
import { readEnvironment } from '../environments/environment.ts';

export const listEnvironmentCalls: UseCase<(typeof environments)['listEnvironmentCalls']> = async (
  request,
  context,
) => {
  const { table, clock } = context;
  const { accountId, environmentId } = request.params;
  if (request.query.status === 'ended') {
    await readEnvironment(table, accountId, environmentId);
    return { body: await listEndedCalls(context, environmentId, request.query) };
  }
  const [, gates] = await Promise.all([
    readEnvironment(table, accountId, environmentId),
    readGates(table, environmentId),
  ]);
  return { body: pageOfCalls(gates, environmentId, request.query, clock.now()) };
};
