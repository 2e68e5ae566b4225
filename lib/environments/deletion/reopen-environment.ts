import { changeCounts } from '../../accounts/counts.ts';
import { instant } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { resizeGates } from '../../gate/sizing/resize-gates.ts';
import { keys } from '../../table/keys.ts';
import { replaceEnvironment, type EnvironmentItem } from '../environment.ts';
import { gatesToResize, shapeFor } from '../resize-environment.ts';
import { restorationOf } from './restore-environment.ts';

/** Brings back, with all its resources, an environment that was deleted with its account and is still draining. */
export async function reopening(before: EnvironmentItem, context: Context) {
  const { closedWithAccount: _, suspended: __, deletedAt: ___, ...kept } = before;
  const { id, accountId, hidden } = kept;
  const shape = shapeFor(kept);
  const gates = await gatesToResize(before, shape, context);
  const { writes, allocatedCalls, gateCount } = resizeGates(id, gates, shape, context.clock);
  const at = instant(context.clock.now());
  const restored: EnvironmentItem = {
    ...kept,
    ...keys.environment(accountId, id),
    status: 'active',
    allocatedCalls,
    gateCount,
    updatedAt: at,
    version: before.version + 1,
  };
  const counts = changeCounts(
    accountId,
    {
      calls: allocatedCalls - before.allocatedCalls,
      environments: 1,
      visible: hidden ? 0 : 1,
      restorable: -1,
      requested: kept.maxConcurrentCalls,
      following: 'active',
    },
    at,
  );
  return {
    ...restorationOf(restored, [replaceEnvironment(before, restored), counts, ...writes]),
    answer: { body: undefined },
  };
}
