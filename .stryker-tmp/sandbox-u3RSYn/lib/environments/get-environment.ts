import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../request.ts';
import { readGates } from '../gate/gate.ts';
import { lastUses } from '../gate/api-key.ts';
import { readEnvironment } from './environment.ts';
import { environmentView } from './environment-view.ts';

export const getEnvironment: UseCase<(typeof environments)['getEnvironment']> = async (
  { params },
  { table },
) => {
  const [environment, gates] = await Promise.all([
    readEnvironment(table, params.accountId, params.environmentId),
    readGates(table, params.environmentId),
  ]);
  return { body: environmentView(environment, lastUses(gates)), version: environment.version };
};
