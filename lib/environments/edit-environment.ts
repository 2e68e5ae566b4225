import { changeCounts } from '../accounts/counts.ts';
import type { environments } from '../api/routes/environments.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import { expectVersion, type UseCase } from '../request.ts';
import { readGates } from '../gate/gate.ts';
import { lastUses } from '../gate/api-key.ts';
import { resizeGates } from '../gate/sizing/resize-gates.ts';
import { commit } from '../change/commit.ts';
import { applyChanges } from '../scoped/resource.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import {
  assertNotDraining,
  readEnvironment,
  replaceEnvironment,
  takeName,
  type EnvironmentItem,
} from './environment.ts';
import { environmentFacts, environmentView } from './environment-view.ts';
import { assertWithinLimit } from './environment-limit.ts';
import { assertOneStep } from './one-step.ts';
import { gatesToResize, shapeFor } from './resize-environment.ts';

/**
 * Changes the name, the limits or the visibility of an environment, or pauses it. When nothing differs, nothing is
 * written.
 */
export const editEnvironment: UseCase<(typeof environments)['editEnvironment']> = async (
  request,
  context,
) => {
  const { accountId, environmentId } = request.params;
  const before = await readEnvironment(context.table, accountId, environmentId);
  expectVersion(request, before.version);
  assertNotDraining(before);
  const edited = applyChanges(before, request.body, context.clock);
  if (edited === undefined) {
    const gates = await readGates(context.table, environmentId);
    return { body: environmentView(before, lastUses(gates)), version: before.version };
  }

  const { name, maxConcurrentCalls, updatedAt } = edited;
  await assertWithinLimit(accountId, { maxConcurrentCalls, held: before.allocatedCalls }, context.table);
  const wantedShape = shapeFor(edited);
  const gates = await gatesToResize(before, wantedShape, context);
  const { writes, ...shape } = resizeGates(environmentId, gates, wantedShape, context.clock);
  assertOneStep(writes, gates);
  const after: EnvironmentItem = { ...edited, ...shape };
  return commit(request, context, {
    account: accountId,
    writes: [
      replaceEnvironment(before, after),
      ...rename(before, after),
      changeCounts(
        accountId,
        {
          calls: after.allocatedCalls - before.allocatedCalls,
          visible: Number(before.hidden) - Number(after.hidden),
          requested: maxConcurrentCalls,
        },
        updatedAt,
      ),
      ...writes,
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

/** Gives up the old name and takes the new one. When only the case changes, the name is already held. */
function rename(before: EnvironmentItem, after: EnvironmentItem): Write[] {
  const nameKey = ({ accountId, name }: EnvironmentItem) => keys.environmentName(accountId, foldName(name));
  const from = nameKey(before);
  const to = nameKey(after);
  return from.sk === to.sk ? [] : [takeName(to, after.id), { Delete: { Key: from } }];
}
