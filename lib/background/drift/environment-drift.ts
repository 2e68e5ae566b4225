import type { CampaignId } from '../../api/schemas/ids.ts';
import type { Clock } from '../../clock.ts';
import { replaceEnvironment, type EnvironmentItem } from '../../environments/environment.ts';
import type { GateItem } from '../../gate/gate.ts';
import type { WholeAccount } from '../read-account.ts';
import { capDrifts } from './cap-drift.ts';
import { environmentTarget, type Drift } from './drift.ts';
import { namedCallDrifts } from './named-call-drift.ts';
import { shapeDrift } from './shape-drift.ts';

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** The differences between an environment and its gates. */
export function environmentDrifts(whole: WholeAccount, environment: EnvironmentItem, clock: Clock): Drift[] {
  const gates = whole.gates.get(environment.id) ?? [];
  const limits = whole.campaignLimits?.get(environment.id);
  if (
    limits !== undefined &&
    limitsTold(limits) !== limitsTold(new Map(Object.entries(environment.campaignLimits)))
  )
    return [campaignDrift(environment, limits)];
  const shape = shapeDrift(environment, gates, clock);
  if (shape !== undefined) return [shape];
  return [
    ...belowLimit(environment, gates),
    ...capDrifts(environment, gates),
    ...namedCallDrifts(whole, environment, gates, clock),
  ];
}

const limitsTold = (limits: ReadonlyMap<string, number>): string =>
  JSON.stringify([...limits].toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** The limits of running campaigns, and the copy of them on their environment. */
function campaignDrift(environment: EnvironmentItem, limits: ReadonlyMap<CampaignId, number>): Drift {
  const after = {
    ...environment,
    campaignLimits: Object.fromEntries(limits),
    reshapes: (environment.reshapes ?? 0) + 1,
  };
  return {
    what: 'limits of campaigns',
    target: environmentTarget(environment),
    stored: environment.campaignLimits,
    found: after.campaignLimits,
    mend: { writes: [replaceEnvironment(environment, { ...after, version: environment.version + 1 })] },
  };
}

/** Gates that admit fewer calls than the limit, or that together admit more: repaired by `reclaim`. */
function belowLimit(environment: EnvironmentItem, gates: readonly GateItem[]): Drift[] {
  if (environment.status !== 'active') return [];
  const limit = environment.maxConcurrentCalls;
  const reserved = total(gates.map(({ r }) => r));
  const admitted = gates.reduce((most, { m, r }) => (m > 0 ? Math.max(most, m + reserved - r) : most), 0);
  const isOver = gates.some(({ m, r }) => r > m);
  const isRight = reserved >= limit && (isOver || total(gates.map(({ m }) => m)) === limit);
  if (isRight && admitted <= limit) return [];
  return [
    {
      what: 'limit',
      target: environmentTarget(environment),
      stored: limit,
      found: { reserved, admitted: total(gates.map(({ m }) => m)) },
      mend: 'reclaim',
    },
  ];
}
