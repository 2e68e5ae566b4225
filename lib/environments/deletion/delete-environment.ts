import { changeCounts } from '../../accounts/counts.ts';
import type { environments } from '../../api/routes/environments.ts';
import { foldName } from '../../api/schemas/fold-name.ts';
import type { Operation } from '../../api/operation.ts';
import { Problem } from '../../api/problem.ts';
import { expectVersion, type UseCase } from '../../request.ts';
import { leasesHeld, type GateItem } from '../../gate/gate.ts';
import { removeGate, resizeGates } from '../../gate/sizing/resize-gates.ts';
import { sweptGates } from '../../gate/sweep.ts';
import { commit, type Change } from '../../change/commit.ts';
import { instant, type Clock } from '../../clock.ts';
import { dueAt, fileDue } from '../../due/due.ts';
import { keys } from '../../table/keys.ts';
import {
  moveEnvironment,
  readEnvironment,
  replaceEnvironment,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
} from '../environment.ts';
import { environmentFacts } from '../environment-view.ts';
import { deletePermanently } from './delete-permanently.ts';
import { shapeWhileDraining } from '../resize-environment.ts';

/** How long a deleted environment can be restored, in milliseconds. */
const RESTORABLE_MS = 30 * 24 * 3600 * 1000;

/** Deletes an environment at once, or when its last call ends. */
export const deleteEnvironment: UseCase<(typeof environments)['deleteEnvironment']> = async (
  request,
  context,
) => {
  const { accountId, environmentId } = request.params;
  if (request.query.permanently) return deletePermanently(request, context);
  const environment = await readEnvironment(context.table, accountId, environmentId);
  expectVersion(request, environment.version);
  const gates = await sweptGates(environmentId, context);
  const activeCalls = leasesHeld(gates);
  if (activeCalls === 0) return commit(request, context, deletion(environment, gates, context.clock));

  if (!request.query.drain) {
    const detail = `Running calls: ${activeCalls}. Repeat with drain=true to let them end first.`;
    throw new Problem('environment_has_active_calls', { detail, activeCalls });
  }
  if (environment.status === 'draining') return { body: undefined };
  return commit(request, context, draining(environment, gates, context.clock));
};

type Deletion = Change<Operation & { answer?: never }>;

/**
 * Whether an environment is deleted because its account is closed: then the last one may be deleted too, and it comes
 * back with the account.
 */
interface Why {
  readonly withAccount?: boolean;
}

/**
 * From now on no call starts. The environment is no longer counted, but keeps the part of the plan that its last
 * calls need.
 */
export function draining(
  before: EnvironmentItem,
  gates: readonly GateItem[],
  clock: Clock,
  { withAccount = false }: Why = {},
): Deletion {
  const { id, accountId } = before;
  const at = instant(clock.now());
  const { writes, allocatedCalls, gateCount } = resizeGates(id, gates, shapeWhileDraining(before), clock);
  const after: EnvironmentItem = {
    ...before,
    status: 'draining',
    ...(withAccount && { closedWithAccount: true }),
    allocatedCalls,
    gateCount,
    deletedAt: at,
    updatedAt: at,
    version: before.version + 1,
  };
  return {
    account: accountId,
    writes: [
      replaceEnvironment(before, after),
      changeCounts(
        accountId,
        {
          calls: allocatedCalls - before.allocatedCalls,
          environments: -1,
          visible: before.hidden ? 0 : -1,
          restorable: 1,
          ...(withAccount && { following: 'closed' as const }),
        },
        at,
      ),
      ...writes,
    ],
    event: {
      action: 'environment.draining',
      target: { type: 'environment', id, name: before.name },
      before: environmentFacts(before),
    },
    answer: { body: undefined },
  };
}

/**
 * Deletes an environment without calls: its gates and with them its keys, its name, and its whole allocation.
 */
export function deletion(
  before: EnvironmentItem,
  gates: readonly GateItem[],
  clock: Clock,
  { withAccount = false }: Why = {},
): Deletion {
  const { id, accountId, name, hidden } = before;
  // A draining environment is already counted as restorable, so the end of its last call cannot be refused.
  const counted = before.status === 'active';
  const now = clock.now();
  const at = instant(now);
  const restorableUntil = now + RESTORABLE_MS;
  const after: DeletedEnvironmentItem = {
    ...before,
    ...keys.deletedEnvironment(accountId, id),
    status: 'deleted',
    ...(withAccount && { closedWithAccount: true }),
    allocatedCalls: 0,
    gateCount: 0,
    deletedAt: before.deletedAt ?? at,
    restorableUntil: instant(restorableUntil),
    updatedAt: at,
    version: before.version + 1,
  };
  return {
    account: accountId,
    writes: [
      ...moveEnvironment(before, after),
      changeCounts(
        accountId,
        {
          calls: -before.allocatedCalls,
          environments: counted ? -1 : 0,
          visible: counted && !hidden ? -1 : 0,
          restorable: counted ? 1 : 0,
          settles: !counted,
          ...(withAccount && { following: 'closed' as const }),
        },
        at,
      ),
      { Delete: { Key: keys.environmentName(accountId, foldName(name)) } },
      ...gates.map(removeGate),
      ...fileDue({ accountId, environmentId: id }, 'purge', dueAt(restorableUntil)),
    ],
    event: {
      action: 'environment.deleted',
      target: { type: 'environment', id, name },
      before: environmentFacts(before),
    },
    answer: { body: undefined },
  };
}
