import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../request.ts';
import { readGates } from '../gate/gate.ts';
import { lastUses } from '../gate/api-key.ts';
import { pageOf } from '../table/page.ts';
import { apiKeyView } from './api-keys.ts';
import { aliveKeys, readEnvironment } from '../environments/environment.ts';

/** Lists the active keys, the oldest first. */
export const listApiKeys: UseCase<(typeof environments)['listApiKeys']> = async (
  request,
  { table, clock },
) => {
  const { accountId, environmentId } = request.params;
  const [environment, gates] = await Promise.all([
    readEnvironment(table, accountId, environmentId),
    readGates(table, environmentId),
  ]);
  const uses = lastUses(gates);
  const alive = aliveKeys(environment, clock.now()).map((key) => apiKeyView(key, uses));
  return { body: pageOf(alive, ({ id }) => id, `keys of ${environmentId}`, request.query) };
};
