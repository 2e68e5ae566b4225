import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { isOutdated, Outdated, type Cause } from '../call.ts';
import { gateStates, leasesHeld, type GateItem } from '../gate/gate.ts';
import { commit } from '../change/commit.ts';
import { keys } from '../table/keys.ts';
import { retry } from '../table/retry.ts';
import { read } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import type { World } from '../world.ts';
import { gone } from './delete-environment.ts';
import type { EnvironmentItem } from './environment.ts';
import { gatesToReshape, reshapeEnvironment, shapeFor, shapeWhileDraining } from './reshape-environment.ts';

/** Whether a gate holds more of the plan than its quota, or waits for its last call. */
export const isUnsettled = (gate: GateItem): boolean =>
  gate.r > gate.m || gateStates[gate.state].endsWithLastCall;

/**
 * What the end of a call makes possible. The call has ended, whatever comes of this: what is not done now, because others
 * change the environment at the same moment, the sweeper does.
 */
export async function settleAfter(
  gate: GateItem,
  environment: EnvironmentId,
  cause: Pick<Cause, 'requestId'>,
  world: World,
): Promise<void> {
  if (!isUnsettled(gate)) return;
  try {
    await settle(gate.a, environment, cause, world);
  } catch (thrown) {
    const { name, stack } = thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
    world.log({ level: 'error', message: 'settle failed', environmentId: environment, error: name, stack });
  }
}

/**
 * Hands back to the account what an environment holds of the plan beyond its limit and its live calls, and deals out anew
 * the shares of its gates in its caps; when the last call of a draining environment is over, deletes it.
 */
export async function settle(
  account: AccountId,
  environment: EnvironmentId,
  cause: Pick<Cause, 'requestId'>,
  world: World,
): Promise<void> {
  await retry(() => settleOnce(account, environment, cause, world), isOutdated, world.table.deadline);
}

async function settleOnce(
  account: AccountId,
  id: EnvironmentId,
  { requestId }: Pick<Cause, 'requestId'>,
  world: World,
): Promise<void> {
  const environment = await read<EnvironmentItem>(world.table, keys.environment(account, id));
  if (environment === undefined) return;
  const draining = environment.status === 'draining';
  const shape = draining ? shapeWhileDraining(environment) : shapeFor(environment);
  const gates = await gatesToReshape(environment, shape, world);
  if (gates.length === 0) throw new Outdated();
  if (draining && leasesHeld(gates) === 0) {
    const cause: Cause = { caller: { kind: 'system', name: 'drain' }, requestId };
    await commit(cause, world, gone(environment, gates, world.clock));
    return;
  }
  const writes = reshapeEnvironment(environment, gates, shape, world);
  if (writes.length > 0) await transact(world.table, writes);
}
