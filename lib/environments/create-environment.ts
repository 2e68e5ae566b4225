import { changeCounts } from '../accounts/counts.ts';
import type { environments } from '../api/environments.ts';
import type { AccountId, EnvironmentId, UserId } from '../api/ids.ts';
import { foldName } from '../api/names.ts';
import type { UseCase } from '../call.ts';
import { newGate } from '../calls/gate.ts';
import { quotasFor } from '../calls/quotas.ts';
import { commit } from '../change/commit.ts';
import { instant, newId, type Clock } from '../clock.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { keysInGate, mintApiKey, newKeyView } from './api-keys.ts';
import { environmentFacts, environmentView, takeName, type EnvironmentItem } from './environment.ts';

/** Creates an environment with its first API key, out of what the plan has left. */
export const createEnvironment: UseCase<(typeof environments)['createEnvironment']> = async (call, world) => {
  const { accountId } = call.params;
  const { name, maxConcurrentCalls, hidden } = call.body;
  const { environment, secret, writes } = newEnvironment(
    accountId,
    call.body,
    call.caller.userId,
    world.clock,
  );
  const [key] = environment.apiKeys;

  return commit(call, world, {
    account: accountId,
    writes: [
      takeName(keys.environmentName(accountId, foldName(name)), environment.id),
      changeCounts(
        accountId,
        {
          calls: maxConcurrentCalls,
          environments: 1,
          visible: hidden ? 0 : 1,
          requested: maxConcurrentCalls,
        },
        environment.createdAt,
      ),
      ...writes,
    ],
    event: {
      action: 'environment.created',
      target: { type: 'environment', id: environment.id, name },
      after: environmentFacts(environment),
    },
    answer: {
      body: { environment: environmentView(environment, new Map()), apiKey: newKeyView(key, secret) },
      version: environment.version,
    },
  });
};

type NewEnvironment = EnvironmentItem & { apiKeys: readonly [EnvironmentItem['apiKeys'][number]] };

/** An environment that never was, with its gates and its first key. */
export function newEnvironment(
  account: AccountId,
  { name, maxConcurrentCalls, hidden }: { name: string; maxConcurrentCalls: number; hidden: boolean },
  createdBy: UserId,
  clock: Clock,
): { environment: NewEnvironment; secret: string; writes: Write[] } {
  const id = newId<EnvironmentId>('env', clock);
  const at = instant(clock.now());
  const { key, secret } = mintApiKey(id, createdBy, clock);
  const environment: NewEnvironment = {
    ...keys.environment(account, id),
    id,
    accountId: account,
    name,
    hidden,
    status: 'active',
    maxConcurrentCalls,
    reservedCalls: maxConcurrentCalls,
    apiKeys: [key],
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const quotas = quotasFor(maxConcurrentCalls);
  const gates = quotas.map((quota, index) =>
    newGate(id, index, {
      a: account,
      state: 'open',
      k: keysInGate([key]),
      m: quota,
      ...(index === 0 && { n: quotas.length }),
    }),
  );
  return {
    environment,
    secret,
    writes: [environment, ...gates].map((item): Write => ({ Put: { Item: { ...item } } })),
  };
}
