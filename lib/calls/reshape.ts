import type { EnvironmentId } from '../api/ids.ts';
import { Outdated } from '../call.ts';
import { keyOf } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { newGate, type GateItem, type GateState } from './gate.ts';
import { quotasFor } from './quotas.ts';

/** What a new limit means for an environment's gates. */
export interface Reshaping {
  readonly writes: readonly Write[];
  /** What the environment then holds of the plan: the limit, or more while calls above it run on. */
  readonly reservedCalls: number;
  readonly gateCount: number;
  /** Whether its only gate gets company: then its named calls need rows first. */
  readonly becomesSeveral: boolean;
}

const outdated = () => new Outdated();

/**
 * Gives an environment's gates the quotas of a limit. A gate that holds more leases than its new quota keeps as much of
 * the plan as it holds, so that no call is ever cut, and hands the rest back later (see settle).
 * The writes are refused as Outdated when calls started in between that this does not account for.
 * @param gates without leases that have run out
 */
export function reshape(
  environment: EnvironmentId,
  gates: readonly GateItem[],
  limit: number,
  state: GateState = 'open',
): Reshaping {
  const quotas = quotasFor(limit);
  const held = gates.map((gate) => Object.keys(gate.l).length);
  const count = Math.max(quotas.length, held.findLastIndex((leases) => leases > 0) + 1);
  const [first] = gates as [GateItem];
  const becomesSeveral = gates.length === 1 && count > 1;

  const kept = gates.slice(0, count).map((gate, index) => {
    const m = quotas[index] ?? 0;
    return { ...gate, state, m, r: Math.max(m, held[index] ?? 0), ...(index === 0 && { n: count }) };
  });
  const added = quotas.slice(gates.length).map((m, offset) => ({ m, index: gates.length + offset }));
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    writes: [
      ...kept.flatMap((gate, index) => resize(gates[index] as GateItem, gate, { exactly: becomesSeveral })),
      ...added.map(({ m, index }): Write => ({
        Put: {
          Item: newGate(environment, index, { a: first.a, state, k: first.k, m }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
        otherwise: outdated,
      })),
      ...gates.slice(count).map(removeGate),
    ],
    reservedCalls: sum(kept.map(({ r }) => r)) + sum(added.map(({ m }) => m)),
    gateCount: count,
    becomesSeveral,
  };
}

/**
 * Holds the gate to what was read of it, and to no more leases than it keeps of the plan.
 * @param options.exactly to the very leases that were seen
 */
function resize(seen: GateItem, to: GateItem, { exactly }: { exactly: boolean }): Write[] {
  const same = seen.m === to.m && seen.r === to.r && seen.state === to.state && seen.n === to.n;
  if (same) return [];
  return [
    {
      Update: {
        Key: keyOf(seen),
        UpdateExpression: `SET m = :m, r = :r, #state = :state${to.n === undefined ? '' : ', n = :n'}`,
        ConditionExpression: `m = :seenM AND r = :seenR AND ${exactly ? 'l = :seenL' : 'size(l) <= :r'}`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':m': to.m,
          ':r': to.r,
          ':state': to.state,
          ':seenM': seen.m,
          ':seenR': seen.r,
          ...(exactly && { ':seenL': seen.l }),
          ...(to.n !== undefined && { ':n': to.n }),
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
