import { idOfCaller } from '../auth/caller.ts';
import { changeCounts } from '../accounts/counts.ts';
import type { environments } from '../api/routes/environments.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import type { UseCase } from '../request.ts';
import { newGates } from '../gate/resize-gates.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { dropDue, dueAt } from '../due/due.ts';
import { keys } from '../table/keys.ts';
import { keysInGate, mintApiKey, newKeyView } from '../api-keys/api-keys.ts';
import {
  environmentFacts,
  environmentView,
  moveEnvironment,
  readRestorable,
  takeName,
  type EnvironmentItem,
} from './environment.ts';
import { shapeFor } from './resize-environment.ts';

/** Brings a deleted environment back as it was, with a new API key; the old ones stay dead. */
export const restoreEnvironment: UseCase<(typeof environments)['restoreEnvironment']> = async (
  request,
  context,
) => {
  const { accountId, environmentId } = request.params;
  const createdBy = idOfCaller(request.caller);
  const at = instant(context.clock.now());
  const deleted = await readRestorable(accountId, environmentId, context);
  const { deletedAt: _, restorableUntil, ...kept } = deleted;
  const { key, secret } = mintApiKey(environmentId, { createdBy, shownTo: createdBy }, context.clock);
  const { name, hidden, maxConcurrentCalls } = kept;
  const gates = newGates(environmentId, {
    account: accountId,
    keys: keysInGate([key]),
    ...shapeFor(kept),
  });
  const restored: EnvironmentItem = {
    ...kept,
    ...keys.environment(accountId, environmentId),
    status: 'active',
    allocatedCalls: maxConcurrentCalls,
    gateCount: gates.length,
    apiKeys: [key],
    updatedAt: at,
    version: kept.version + 1,
  };
  return commit(request, context, {
    account: accountId,
    writes: [
      ...moveEnvironment(deleted, restored),
      takeName(keys.environmentName(accountId, foldName(name)), environmentId),
      changeCounts(
        accountId,
        {
          calls: maxConcurrentCalls,
          environments: 1,
          visible: hidden ? 0 : 1,
          restorable: -1,
          requested: maxConcurrentCalls,
        },
        at,
      ),
      ...gates,
      ...dropDue({ accountId, environmentId }, 'purge', dueAt(Date.parse(restorableUntil))),
    ],
    event: {
      action: 'environment.restored',
      target: { type: 'environment', id: environmentId, name },
      after: environmentFacts(restored),
    },
    answer: {
      body: { environment: environmentView(restored, new Map()), apiKey: newKeyView(key, secret) },
      version: restored.version,
    },
  });
};
