import { idOfCaller } from '../../auth/caller.ts';
import { changeCounts } from '../../accounts/counts.ts';
import type { environments } from '../../api/routes/environments.ts';
import { foldName } from '../../api/schemas/fold-name.ts';
import type { UseCase } from '../../request.ts';
import { newGates } from '../../gate/sizing/resize-gates.ts';
import { commit } from '../../change/commit.ts';
import { instant } from '../../clock.ts';
import { dropDue, dueAt } from '../../due/due.ts';
import { keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import { keysInGate, mintApiKey, newKeyView } from '../../api-keys/api-keys.ts';
import {
  moveEnvironment,
  readRestorable,
  takeName,
  type EnvironmentItem,
  type Restorable,
} from '../environment.ts';
import { environmentFacts, environmentView } from '../environment-view.ts';
import { shapeFor } from '../resize-environment.ts';

/** Brings a deleted environment back as it was, with a new API key; the old ones stay revoked. */
export const restoreEnvironment: UseCase<(typeof environments)['restoreEnvironment']> = async (
  request,
  context,
) => {
  const { accountId, environmentId } = request.params;
  const createdBy = idOfCaller(request.caller);
  const at = instant(context.clock.now());
  const deleted = await readRestorable(accountId, environmentId, context);
  const { key, secret } = mintApiKey(environmentId, { createdBy, shownTo: createdBy }, context.clock);
  const { restored, ...change } = restoration(deleted, [key], at);
  return commit(request, context, {
    ...change,
    answer: {
      body: { environment: environmentView(restored, new Map()), apiKey: newKeyView(key, secret) },
      version: restored.version,
    },
  });
};

/**
 * Brings a deleted environment back with these API keys.
 * @param options.withAccount because its account is resumed
 */
export function restoration(
  deleted: Restorable,
  apiKeys: EnvironmentItem['apiKeys'],
  at: string,
  { withAccount = false }: { readonly withAccount?: boolean } = {},
) {
  const { deletedAt: _, closedWithAccount: __, suspended: ___, restorableUntil, ...kept } = deleted;
  const { id: environmentId, accountId, name, hidden, maxConcurrentCalls } = kept;
  const gates = newGates(environmentId, {
    account: accountId,
    keys: keysInGate(apiKeys),
    ...shapeFor(kept),
  });
  const restored: EnvironmentItem = {
    ...kept,
    ...keys.environment(accountId, environmentId),
    status: 'active',
    allocatedCalls: maxConcurrentCalls,
    gateCount: gates.length,
    apiKeys,
    updatedAt: at,
    version: kept.version + 1,
  };
  const writes: Write[] = [
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
        ...(withAccount && { following: 'active' as const }),
      },
      at,
    ),
    ...gates,
    ...dropDue({ accountId, environmentId }, 'purge', dueAt(Date.parse(restorableUntil))),
  ];
  return { restored, ...restorationOf(restored, writes) };
}

/** The change that brings an environment back. */
export const restorationOf = (restored: EnvironmentItem, writes: readonly Write[]) => ({
  account: restored.accountId,
  writes,
  event: {
    action: 'environment.restored' as const,
    target: { type: 'environment', id: restored.id, name: restored.name },
    after: environmentFacts(restored),
  },
});
