import type { environments } from '../api/environments.ts';
import type { UseCase } from '../call.ts';
import { readUsageOfAll } from '../calls/usage.ts';
import { readEnvironment } from './environment.ts';

export const getUsage: UseCase<(typeof environments)['getUsage']> = async ({ params }, { table, clock }) => {
  const { id } = await readEnvironment(table, params.accountId, params.environmentId);
  const usage = await readUsageOfAll(table, [id], clock.now());
  return { body: { hours: usage.get(id) ?? [] } };
};
