import type { environments } from '../api/routes/environments.ts';
import { Problem } from '../api/problem.ts';
import { maskApiKey } from '../auth/api-key.ts';
import type { UseCase } from '../call.ts';
import { readGates } from '../gate/gate.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { setKeys } from './api-keys.ts';
import { keysAlive, readEnvironment, replaceEnvironment } from '../environments/environment.ts';

/** Ends an API key at once, also the last one: then nothing opens the environment until there is a new key. */
export const revokeApiKey: UseCase<(typeof environments)['revokeApiKey']> = async (call, world) => {
  const { accountId, environmentId, keyId } = call.params;
  const before = await readEnvironment(world.table, accountId, environmentId);
  const gates = await readGates(world.table, environmentId);
  const now = world.clock.now();
  const alive = keysAlive(before, now);
  const revoked = alive.find(({ id }) => id === keyId);
  if (revoked === undefined) throw new Problem('not_found');

  const left = alive.filter(({ id }) => id !== keyId);
  const after = {
    ...before,
    // One that is dead stays to be shown as the environment's key, when there is no other.
    apiKeys: left.length > 0 ? left : [{ ...revoked, expiresAt: now }],
    updatedAt: instant(now),
    version: before.version + 1,
  };
  return commit(call, world, {
    account: accountId,
    writes: [replaceEnvironment(before, after), ...setKeys(gates, left)],
    event: {
      action: 'api_key.revoked',
      target: { type: 'apiKey', id: keyId, name: before.name },
      before: { environmentId, masked: maskApiKey(revoked.lastFour) },
    },
    answer: { body: undefined },
  });
};
