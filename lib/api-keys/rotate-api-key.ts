import type { environments } from '../api/routes/environments.ts';
import { limits } from '../api/limits.ts';
import { Problem } from '../api/problem.ts';
import { maskApiKey } from '../auth/api-key.ts';
import { idOfCaller } from '../auth/caller.ts';
import type { UseCase } from '../request.ts';
import { readGates } from '../gate/gate.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { apiKeyView, mintApiKey, setKeys } from './api-keys.ts';
import {
  assertNotDraining,
  aliveKeys,
  readEnvironment,
  replaceEnvironment,
} from '../environments/environment.ts';

/**
 * Makes a new API key. The previous one keeps working until its grace period ends; with `supersede` an older one stops
 * at once.
 */
export const rotateApiKey: UseCase<(typeof environments)['rotateApiKey']> = async (request, context) => {
  const { accountId, environmentId } = request.params;
  const { graceSeconds, supersede } = request.body;
  const createdBy = idOfCaller(request.caller);
  const { clock, table } = context;
  const before = await readEnvironment(table, accountId, environmentId);
  assertNotDraining(before);
  const gates = await readGates(table, environmentId);
  const now = clock.now();

  const alive = aliveKeys(before, now);
  if (alive.length >= limits.apiKeys && !supersede) throw new Problem('rotation_in_progress');
  const graceEnds = now + graceSeconds * 1000;
  const replaced = alive
    .slice(-1)
    .map((key) => ({ ...key, expiresAt: Math.min(graceEnds, key.expiresAt ?? graceEnds) }));
  const { key, secret } = mintApiKey(environmentId, { createdBy, shownTo: createdBy }, clock);
  const after = {
    ...before,
    apiKeys: [...replaced.filter(({ expiresAt }) => expiresAt > now), key],
    updatedAt: instant(now),
    version: before.version + 1,
  };
  return commit(request, context, {
    account: accountId,
    writes: [replaceEnvironment(before, after), ...setKeys(gates, after.apiKeys)],
    event: {
      action: 'api_key.rotated',
      target: { type: 'apiKey', id: key.id, name: before.name },
      before: { apiKeys: alive.map(({ id, lastFour }) => ({ id, masked: maskApiKey(lastFour) })) },
      after: {
        environmentId,
        apiKeys: after.apiKeys.map(({ id, lastFour, expiresAt }) => ({
          id,
          masked: maskApiKey(lastFour),
          expiresAt: expiresAt === undefined ? null : instant(expiresAt),
        })),
      },
    },
    answer: { body: { ...apiKeyView(key, new Map()), secret, secretAvailable: true } },
  });
};
