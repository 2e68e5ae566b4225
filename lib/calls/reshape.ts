import type { EnvironmentId } from '../api/ids.ts';
import { Outdated } from '../call.ts';
import type { Clock } from '../clock.ts';
import { keyOf } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { newGate, type GateItem, type GateState } from './gate.ts';
import { rowsOfNamedCalls } from './named-call.ts';
import { quotasFor } from './quotas.ts';

/** What a new limit means for an environment's gates. */
export interface Reshaping {
  readonly writes: readonly Write[];
  /** What the environment then holds of the plan: the limit, or more while calls above it run on. */
  readonly reservedCalls: number;
  readonly gateCount: number;
}

const outdated = () => new Outdated();

/**
 * Gives an environment's gates the quotas of a limit. No call is ever cut: a gate keeps as much of the plan as its calls
 * take, and hands the rest back later (see settle).
 * The writes are refused as Outdated when calls started in between that this does not account for.
 * @param gates without leases that have run out
 */
export function reshape(
  environment: EnvironmentId,
  gates: readonly GateItem[],
  limit: number,
  clock: Clock,
  state: GateState = 'open',
): Reshaping {
  const held = gates.map((gate) => Object.keys(gate.l).length);
  const wanted = quotasFor(limit);
  const count = Math.max(wanted.length, held.findLastIndex((leases) => leases > 0) + 1);
  const quotas = quotasAround(held, wanted, limit, count);
  const reserves = quotas.map((quota, index) => Math.max(quota, held[index] ?? 0));
  const [first] = gates;
  // Deleted since the environment was read.
  if (first === undefined) throw new Outdated();
  const becomesSeveral = gates.length === 1 && count > 1;

  const shapeOf = (index: number) => ({
    state,
    m: quotas[index] ?? 0,
    r: reserves[index] ?? 0,
    ...(index === 0 && { n: count, t: limit }),
  });
  return {
    writes: [
      ...gates
        .slice(0, count)
        .flatMap((gate, index) => resize(gate, shapeOf(index), { exactly: becomesSeveral })),
      ...quotas.slice(gates.length).map((m, offset): Write => {
        const index = gates.length + offset;
        return {
          Put: {
            Item: newGate(environment, index, { a: first.a, state, k: first.k, m }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
          otherwise: outdated,
        };
      }),
      ...gates.slice(count).map(removeGate),
      ...(becomesSeveral ? rowsOfNamedCalls(environment, first, clock) : []),
    ],
    reservedCalls: reserves.reduce((sum, reserve) => sum + reserve, 0),
    gateCount: count,
  };
}

/**
 * The quotas of gates that hold so many leases each. A gate can't see the others, so whatever it admits must fit beside
 * all that they hold and may admit: the larger of quota and leases, over all gates, must not add up to more than the
 * limit. While more calls run than that, several gates admit none at all; a single one sees for itself.
 */
function quotasAround(
  held: readonly number[],
  wanted: readonly number[],
  limit: number,
  count: number,
): number[] {
  if (count === 1) return [limit];
  let left = limit - held.reduce((sum, leases) => sum + leases, 0);
  return Array.from({ length: count }, (_, index) => {
    if (left < 0) return 0;
    const leases = held[index] ?? 0;
    const more = Math.min(left, Math.max(0, (wanted[index] ?? 0) - leases));
    left -= more;
    return leases + more;
  });
}

/**
 * Holds the gate to what was read of it, and to no more leases than it keeps of the plan.
 * @param options.exactly to the very leases that were seen
 */
function resize(
  seen: GateItem,
  to: Pick<GateItem, 'state' | 'm' | 'r' | 'n' | 't'>,
  { exactly }: { exactly: boolean },
): Write[] {
  const fields = Object.entries(to).filter(([, value]) => value !== undefined);
  if (fields.every(([field, value]) => seen[field as keyof typeof to] === value)) return [];
  return [
    {
      Update: {
        Key: keyOf(seen),
        UpdateExpression: `SET ${fields.map(([field]) => `#${field} = :${field}`).join(', ')}`,
        ConditionExpression: `#m = :seenM AND #r = :seenR AND ${exactly ? 'l = :seenL' : 'size(l) <= :r'}`,
        ExpressionAttributeNames: Object.fromEntries(fields.map(([field]) => [`#${field}`, field])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(fields.map(([field, value]) => [`:${field}`, value])),
          ':seenM': seen.m,
          ':seenR': seen.r,
          // As a Map: the SDK takes an object that has a call named `constructor` for no object at all.
          ...(exactly && { ':seenL': new Map(Object.entries(seen.l)) }),
        },
      },
      otherwise: outdated,
    },
  ];
}

/** Removes a gate in which no call is. */
export function removeGate(seen: GateItem): Write {
  return {
    Delete: {
      Key: keyOf(seen),
      ConditionExpression: 'm = :seenM AND r = :seenR AND size(l) = :none',
      ExpressionAttributeValues: { ':seenM': seen.m, ':seenR': seen.r, ':none': 0 },
    },
    otherwise: outdated,
  };
}
