import type { CampaignId } from '../api/ids.ts';
import { Outdated } from '../call.ts';
import { capLimits, countUnder, type CapName } from '../calls/caps.ts';
import type { GateItem, StoredCap } from '../calls/gate.ts';
import { capsIn } from '../calls/reshape.ts';
import { capSharesAround } from '../calls/shares.ts';
import { replaceEnvironment, type EnvironmentItem } from '../environments/environment.ts';
import { shapeFor } from '../environments/reshape-environment.ts';
import { keyOf } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { Drift } from './drift.ts';

/** What a gate tells of a cap, or should. */
const told = (caps: ReadonlyMap<string, number>): string =>
  [...caps]
    .map(([name, limit]) => `${name} ${limit}`)
    .toSorted()
    .join(', ');

/**
 * Caps that are not those of the environment and its campaigns, that count other calls than there are, or that together
 * admit more than their limit. They are dealt out anew.
 * @param gates that agree with the environment in all else
 * @param campaigns the limits of its running campaigns that have one
 */
export function capDrifts(
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  campaigns: ReadonlyMap<CampaignId, number>,
): Drift[] {
  if (environment.status !== 'active') return [];
  const wanted = capsIn({ ...shapeFor(environment), campaigns }, gates);
  const inForce = capLimits(gates);
  const counts = gates.map(
    ({ l }) =>
      (cap: CapName) =>
        countUnder(cap, Object.entries(l)),
  );
  const miscounted = gates.filter(({ c = {} }, index) =>
    Object.entries(c).some(([cap, { n }]) => n !== counts[index]?.(cap as CapName)),
  );
  const uncounted = gates.filter(({ c = {} }) => [...wanted.keys()].some((cap) => c[cap] === undefined));
  const tooMany = [...wanted].filter(([cap, limit]) => gates.length > 1 && admitted(cap, gates) > limit);
  const isRight =
    told(wanted) === told(inForce) && miscounted.length + uncounted.length + tooMany.length === 0;
  if (isRight) return [];

  const caps = [...wanted].map(([name, limit]) => {
    const held = counts.map((count) => count(name));
    const free = gates.map(({ m, l }) => Math.max(0, m - Object.keys(l).length));
    return { name, limit, held, shares: capSharesAround(limit, held, free) };
  });
  const after = { ...environment, version: environment.version + 1 };
  return [
    {
      what: 'caps',
      target: { type: 'environment', id: environment.id, name: environment.name },
      stored: told(inForce),
      found: told(wanted),
      mend: {
        writes: [
          replaceEnvironment(environment, after),
          ...gates.map((gate, index) => {
            const c = caps.map(({ name, limit, held, shares }): [string, StoredCap] => [
              name,
              { m: shares[index] ?? 0, n: held[index] ?? 0, ...(index === 0 && { t: limit }) },
            ]);
            return recapped(gate, Object.fromEntries(c));
          }),
        ],
      },
    },
  ];
}

/** The most that gates may let run under a cap: when one of them lets a call in, it sees only itself. */
function admitted(cap: CapName, gates: readonly GateItem[]): number {
  const shares = gates.map(({ c }) => c?.[cap] ?? { m: 0, n: 0 });
  if (shares.every(({ m }) => m === 0)) return 0;
  return shares.reduce((sum, { m, n }) => sum + Math.max(m, n), 0);
}

/** Held to the very leases that were counted. */
function recapped(seen: GateItem, c: Readonly<Record<string, StoredCap>>): Write {
  return {
    Update: {
      Key: keyOf(seen),
      UpdateExpression: 'SET c = :c',
      ConditionExpression: `m = :m AND r = :r AND l = :l AND ${seen.c === undefined ? 'attribute_not_exists(c)' : 'c = :seen'}`,
      ExpressionAttributeValues: {
        ':c': c,
        ':m': seen.m,
        ':r': seen.r,
        // As a Map: the SDK takes an object that has a call named `constructor` for no object at all.
        ':l': new Map(Object.entries(seen.l)),
        ...(seen.c !== undefined && { ':seen': seen.c }),
      },
    },
    otherwise: () => new Outdated(),
  };
}
