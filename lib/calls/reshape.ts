import type { EnvironmentId } from '../api/ids.ts';
import { Outdated } from '../call.ts';
import type { Write } from '../table/transact.ts';
import { gateKey, newGate, type GateItem } from './gate.ts';
import { quotasFor } from './quotas.ts';

/** What a new limit means for an environment's gates. */
export interface Reshaping {
  readonly writes: Write[];
  /** What the environment then holds of the plan: the limit, or more while calls above it run on. */
  readonly reserved: number;
}

const outdated = () => new Outdated();

/**
 * Gives an environment's gates the quotas of a limit. A gate that holds more leases than its new quota keeps as much of
 * the plan as it holds, so that no call is ever cut, and hands the rest back later (see settle).
 * The writes are refused as Outdated when calls started in between that this does not account for.
 */
export function reshape(environment: EnvironmentId, gates: readonly GateItem[], limit: number): Reshaping {
  const quotas = quotasFor(limit);
  const sizes = gates.map((gate) => Object.keys(gate.l).length);
  const lastInUse = sizes.findLastIndex((size) => size > 0);
  const count = Math.max(quotas.length, lastInUse + 1);
  const first = gates[0] as GateItem;

  const kept = gates.slice(0, count).map((gate, index) => {
    const quota = quotas[index] ?? 0;
    return { gate, index, quota, reserved: Math.max(quota, sizes[index] ?? 0) };
  });
  const added = quotas.slice(gates.length).map((quota, offset) => ({ quota, index: gates.length + offset }));

  const changed = kept.filter(
    ({ gate, index, quota, reserved }) =>
      quota !== gate.m || reserved !== gate.r || (index === 0 && count !== gate.n),
  );
  return {
    writes: [
      ...changed.map(({ gate, index, quota, reserved }) =>
        resize(gate, { quota, reserved, ...(index === 0 && { count }) }),
      ),
      ...added.map(({ quota, index }): Write => ({
        Put: {
          Item: newGate(environment, index, { a: first.a, state: first.state, k: first.k, m: quota }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
        otherwise: outdated,
      })),
      ...gates.slice(count).map(remove),
    ],
    reserved:
      kept.reduce((sum, { reserved }) => sum + reserved, 0) +
      added.reduce((sum, { quota }) => sum + quota, 0),
  };
}

/** Holds the gate to what was read of it, and to no more leases than it keeps of the plan. */
function resize(gate: GateItem, to: { quota: number; reserved: number; count?: number }): Write {
  return {
    Update: {
      Key: gateKey(gate),
      UpdateExpression: 'SET m = :quota, r = :reserved' + (to.count === undefined ? '' : ', n = :count'),
      ConditionExpression: 'm = :seenQuota AND r = :seenReserved AND size(l) <= :reserved',
      ExpressionAttributeValues: {
        ':quota': to.quota,
        ':reserved': to.reserved,
        ':seenQuota': gate.m,
        ':seenReserved': gate.r,
        ...(to.count !== undefined && { ':count': to.count }),
      },
    },
    otherwise: outdated,
  };
}

/** A gate beyond the last one that is needed, with no call in it. */
function remove(gate: GateItem): Write {
  return {
    Delete: {
      Key: gateKey(gate),
      ConditionExpression: 'm = :seenQuota AND r = :seenReserved AND size(l) = :none',
      ExpressionAttributeValues: { ':seenQuota': gate.m, ':seenReserved': gate.r, ':none': 0 },
    },
    otherwise: outdated,
  };
}
