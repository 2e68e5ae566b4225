import type { environments } from '../api/routes/environments.ts';
import { Problem } from '../api/problem.ts';
import { maskApiKey } from '../auth/api-key.ts';
import type { UseCase } from '../request.ts';
import { readGates } from '../gate/gate.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { setKeys } from './api-keys.ts';
import { aliveKeys, readEnvironment, replaceEnvironment } from '../environments/environment.ts';

/** Ends an API key at once, also the last one: then nothing can use the environment until there is a new key. */
export const revokeApiKey: UseCase<(typeof environments)['revokeApiKey']> = async (request, context) => {
  const { accountId, environmentId, keyId } = request.params;
  const before = await readEnvironment(context.table, accountId, environmentId);
  const gates = await readGates(context.table, environmentId);
  const now = context.clock.now();
  const alive = aliveKeys(before, now);
  const revoked = alive.find(({ id }) => id === keyId);
  if (revoked === undefined) throw new Problem('not_found');

  const left = alive.filter(({ id }) => id !== keyId);
  const after = {
    ...before,
    // A revoked key stays stored, to be shown as the environment's key when there is no other.
    apiKeys: left.length > 0 ? left : [{ ...revoked, expiresAt: now }],
    updatedAt: instant(now),
    version: before.version + 1,
  };
  return commit(request, context, {
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
