import type { calls } from '../api/routes/calls.ts';
import type { CampaignId } from '../api/schemas/ids.ts';
import type { UseCase } from '../request.ts';
import { ALL_CALLS, countUnder, limitsInUse, OUTBOUND } from '../gate/caps.ts';
import { gateStates } from '../gate/gate.ts';
import { hasExpired } from '../gate/lease.ts';
import { gatesOpenTo } from './live-calls.ts';

/** How many calls are running, and how many may run, under each limit of the key's environment. */
export const getOwnConcurrency: UseCase<(typeof calls)['getOwnConcurrency']> = async (
  { caller },
  context,
) => {
  const gates = await gatesOpenTo(caller, context);
  const [first] = gates;
  const now = context.clock.now();
  const [all, ...caps] = limitsInUse(gates, now);
  const outbound = caps.find(({ name }) => name === OUTBOUND);
  const live = gates.flatMap(({ l }) => Object.entries(l)).filter(([, lease]) => !hasExpired(lease, now));
  return {
    body: {
      maxConcurrentCalls: all.limit,
      activeCalls: all.activeCalls,
      availableCalls: Math.max(0, all.limit - all.activeCalls),
      paused: first !== undefined && gateStates[first.state].refuses === 'paused',
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
