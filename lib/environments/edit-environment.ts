import { changeCounts } from '../accounts/counts.ts';
import type { environments } from '../api/environments.ts';
import { foldName } from '../api/names.ts';
import { expectVersion, type UseCase } from '../call.ts';
import { lastUses } from '../calls/gate.ts';
import { reshape } from '../calls/reshape.ts';
import { sweptGates } from '../calls/sweep.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import {
  assertNotDraining,
  environmentFacts,
  environmentView,
  readEnvironment,
  replaceEnvironment,
  takeName,
} from './environment.ts';

/** Changes the name, the limit or the visibility of an environment. A change to what it is already is no change. */
export const editEnvironment: UseCase<(typeof environments)['editEnvironment']> = async (call, world) => {
  const { accountId, environmentId } = call.params;
  const before = await readEnvironment(world.table, accountId, environmentId);
  expectVersion(call, before.version);
  assertNotDraining(before);
  const gates = await sweptGates(environmentId, world);

  const {
    name = before.name,
    hidden = before.hidden,
    maxConcurrentCalls = before.maxConcurrentCalls,
  } = call.body;
  if (name === before.name && hidden === before.hidden && maxConcurrentCalls === before.maxConcurrentCalls) {
    return { body: environmentView(before, lastUses(gates)), version: before.version };
  }

  const at = instant(world.clock.now());
  const { writes: gateWrites, reserved } = reshape(environmentId, gates, maxConcurrentCalls);
  const after = {
    ...before,
    name,
    hidden,
    maxConcurrentCalls,
    reservedCalls: reserved,
    updatedAt: at,
    version: before.version + 1,
  };

  return commit(call, world, {
    account: accountId,
    writes: [
      replaceEnvironment(before, after),
      ...rename(before, after),
      changeCounts(
        accountId,
        {
          calls: after.reservedCalls - before.reservedCalls,
          visible: Number(before.hidden) - Number(after.hidden),
          requested: maxConcurrentCalls,
        },
        at,
      ),
      ...gateWrites,
    ],
    event: {
      action: 'environment.updated',
      target: { type: 'environment', id: environmentId, name },
      before: environmentFacts(before),
      after: environmentFacts(after),
    },
    answer: { body: environmentView(after, lastUses(gates)), version: after.version },
  });
};

type Named = Pick<Awaited<ReturnType<typeof readEnvironment>>, 'id' | 'accountId' | 'name'>;

/** Gives up the old name and takes the new one. A change of case alone keeps the name that it holds. */
function rename(before: Named, after: Named): Write[] {
  const [from, to] = [before, after].map(({ accountId, name }) =>
    keys.environmentName(accountId, foldName(name)),
  );
  if (from === undefined || to === undefined || from.sk === to.sk) return [];
  return [takeName(to, after.id), { Delete: { Key: from } }];
}
