import { capLimits, countUnder, type CapName } from '../../gate/caps.ts';
import type { GateItem } from '../../gate/gate.ts';
import { capsIn } from '../../gate/sizing/shape.ts';
import type { EnvironmentItem } from '../../environments/environment.ts';
import { shapeFor } from '../../environments/resize-environment.ts';
import { environmentTarget, type Drift } from './drift.ts';

const told = (caps: ReadonlyMap<string, number>): string =>
  [...caps]
    .map(([name, limit]) => `${name} ${limit}`)
    .toSorted()
    .join(', ');

/**
 * Caps that are not those of the environment and its campaigns, or that together admit more than their limit: they are
 * shared out again, in the same way as after a change. And wrong counts under caps: they are only reported, because a
 * write to a single item cannot cause them.
 * @param gates that agree with the environment in everything else
 */
export function capDrifts(environment: EnvironmentItem, gates: readonly GateItem[]): Drift[] {
  if (environment.status !== 'active') return [];
  const target = environmentTarget(environment);
  const wanted = capsIn(shapeFor(environment), gates);
  const inForce = capLimits(gates);
  const uncounted = gates.some(({ c = {} }) => [...wanted.keys()].some((cap) => c[cap] === undefined));
  const tooMany = [...wanted].some(([cap, limit]) => gates.length > 1 && admitted(cap, gates) > limit);
  const isRight = told(wanted) === told(inForce) && !uncounted && !tooMany;
  const miscounted = gates.filter(({ c = {}, l }) =>
    Object.entries(c).some(([cap, { n }]) => n !== countUnder(cap as CapName, Object.entries(l))),
  );
  return [
    ...(isRight
      ? []
      : [{ what: 'caps', target, stored: told(inForce), found: told(wanted), mend: 'reclaim' } as const]),
    ...miscounted.map(({ sk, c }) => ({ what: 'counts under caps', target, stored: c, found: sk })),
  ];
}

/** The most calls that gates may let run under a cap: a gate that lets a call in sees only its own count. */
function admitted(cap: CapName, gates: readonly GateItem[]): number {
  const shares = gates.map(({ c }) => c?.[cap] ?? { m: 0, n: 0 });
  if (shares.every(({ m }) => m === 0)) return 0;
  return shares.reduce((sum, { m, n }) => sum + Math.max(m, n), 0);
}
