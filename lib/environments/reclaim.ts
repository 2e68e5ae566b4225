import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { isOutdated, Outdated, type Cause } from '../request.ts';
import { gateStates, leasesHeld, type GateItem } from '../gate/gate.ts';
import { commit } from '../change/commit.ts';
import { retry } from '../table/retry.ts';
import { transact } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { deletion } from './deletion/delete-environment.ts';
import { findEnvironment } from './environment.ts';
import { gatesToResize, resizeEnvironment, shapeFor, shapeWhileDraining } from './resize-environment.ts';

/** Whether a gate holds more of the plan than its quota, or waits for its last call. */
export const needsReclaim = (gate: GateItem): boolean =>
  gate.r > gate.m || gateStates[gate.state].endsWithLastCall;

/**
 * Reclaims the slots that the end of a call has freed. When others change the environment at the same time, the
 * sweeper does it later.
 */
export async function reclaimAfter(
  gate: GateItem,
  environment: EnvironmentId,
  cause: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<void> {
  if (!needsReclaim(gate)) return;
  try {
    await reclaim(gate.a, environment, cause, context);
  } catch (thrown) {
    const { name, stack } = thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
    context.log({
      level: 'error',
      message: 'reclaim failed',
      environmentId: environment,
      error: name,
      stack,
    });
  }
}

/**
 * Returns to the account the part of the plan that an environment holds beyond its limit and its live calls; shares
 * out its caps among its gates again; deletes a draining environment whose last call has ended.
 */
export async function reclaim(
  account: AccountId,
  environment: EnvironmentId,
  cause: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<void> {
  await retry(() => settleOnce(account, environment, cause, context), isOutdated, context.table.deadline);
}

async function settleOnce(
  account: AccountId,
  id: EnvironmentId,
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<void> {
  const environment = await findEnvironment(context.table, account, id);
  if (environment === undefined) return;
  const draining = environment.status === 'draining';
  const shape = draining ? shapeWhileDraining(environment) : shapeFor(environment);
  const gates = await gatesToResize(environment, shape, context);
  if (gates.length === 0) throw new Outdated();
  if (draining && leasesHeld(gates) === 0) {
    const cause: Cause = { caller: { kind: 'system', name: 'drain' }, requestId };
    await commit(cause, context, deletion(environment, gates, context.clock));
    return;
  }
  const writes = resizeEnvironment(environment, gates, shape, context);
  if (writes.length > 0) await transact(context.table, writes);
}
