import type { calls } from '../api/routes/calls.ts';
import type { CampaignId, EnvironmentId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';
import { findEnvironment } from '../environments/environment.ts';
import type { UseCase } from '../request.ts';
import { ALL_CALLS, countUnder, limitsInUse, OUTBOUND } from '../gate/caps.ts';
import { gateStates, type ClosedState, type GateItem } from '../gate/gate.ts';
import { hasExpired } from '../gate/lease.ts';
import { gatesOpenTo } from './live-calls.ts';

/** How many calls are running, and how many may run, under each limit of the key's environment. */
export const getOwnConcurrency: UseCase<(typeof calls)['getOwnConcurrency']> = async (
  { caller },
  context,
) => {
  const gates = await gatesOpenTo(caller, context);
  const { refuses } = gateStates[gates[0]?.state ?? 'open'];
  const now = context.clock.now();
  const [all, ...caps] = limitsInUse(gates, now);
  const outbound = caps.find(({ name }) => name === OUTBOUND);
  const live = gates.flatMap(({ l }) => Object.entries(l)).filter(([, lease]) => !hasExpired(lease, now));
  return {
    body: {
      maxConcurrentCalls: all.limit,
      activeCalls: all.activeCalls,
      availableCalls: refuses === undefined ? Math.max(0, all.limit - all.activeCalls) : 0,
      paused: await isPaused(refuses, caller.environmentId, gates, context),
      outbound: {
        maxConcurrentCalls: outbound?.limit ?? all.limit,
        activeCalls: countUnder(OUTBOUND, live),
      },
      campaigns: caps
        .filter(({ name }) => name !== OUTBOUND && name !== ALL_CALLS)
        .map(({ name, limit, activeCalls }) => ({
          campaignId: name as CampaignId,
          maxConcurrentCalls: limit,
          activeCalls,
        })),
    },
  };
};

/** While its account is suspended, or the environment is draining, its gates do not say whether it is paused as well. */
async function isPaused(
  refuses: ClosedState | undefined,
  environment: EnvironmentId,
  [gate]: readonly GateItem[],
  { table }: Context,
): Promise<boolean> {
  if (refuses === undefined || refuses === 'paused' || gate === undefined) return refuses === 'paused';
  return (await findEnvironment(table, gate.a, environment))?.paused ?? false;
}
