import type { EnvironmentId } from '../../api/schemas/ids.ts';
import { Outdated, outdated } from '../../request.ts';
import type { Clock } from '../../clock.ts';
import { keyOf } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import { gateOf, indexOf, newGate, type GateItem, type GateState } from '../gate.ts';
import { rowsOfNamedCalls } from '../named-call.ts';
import { capsOfEach, emptyCaps, recap, type CapsOfGate } from './resize-caps.ts';
import { capsIn, type Shape } from './shape.ts';
import { quotasAround, quotasFor } from './shares.ts';

/** The effect of a new shape on an environment's gates. */
export interface Resizing {
  readonly writes: readonly Write[];
  /**
   * How many calls of the plan the environment then holds: the limit, or more while calls above it are still
   * running.
   */
  readonly allocatedCalls: number;
  readonly gateCount: number;
}

/** The effect of the shape on one gate. */
interface GateShape {
  readonly state: GateState;
  readonly m: number;
  readonly r: number;
  readonly n?: number;
  readonly t?: number;
  readonly caps: CapsOfGate;
}

/** Each gate's share of a limit, and the part of the plan that it keeps because of its calls. */
function sizesUnder(limit: number, gates: readonly GateItem[]) {
  const wanted = quotasFor(limit);
  const inUse = gates.filter(({ l }) => Object.keys(l).length > 0).map((gate) => indexOf(gate) + 1);
  const count = Math.max(wanted.length, ...inUse);
  const standing = Array.from({ length: count }, (_, index) => gateOf(gates, index));
  const held = standing.map((gate) => Object.keys(gate?.l ?? {}).length);
  const quotas = quotasAround(limit, held, wanted);
  const reserves = quotas.map((quota, index) => Math.max(quota, held[index] ?? 0));
  return { count, standing, held, quotas, reserves };
}

/** How many calls of the plan an environment holds under a limit, and in how many gates. */
function allocationUnder(
  limit: number,
  gates: readonly GateItem[],
): Pick<Resizing, 'allocatedCalls' | 'gateCount'> {
  const { count, reserves } = sizesUnder(limit, gates);
  return { allocatedCalls: reserves.reduce((sum, reserve) => sum + reserve, 0), gateCount: count };
}

/**
 * Gives an environment's gates the quotas of a limit, and their shares in the limits of its caps. No call is ever
 * ended: a gate keeps the part of the plan that its calls need, and gives it back later (see reclaim). The writes
 * are refused as Outdated when calls have started that they do not account for.
 * @param gates without expired leases, and counting under all caps of the shape (see countedGates)
 */
export function resizeGates(
  environment: EnvironmentId,
  gates: readonly GateItem[],
  shape: Shape,
  clock: Clock,
): Resizing {
  const [any] = gates;
  // Deleted since the environment was read.
  if (any === undefined) throw new Outdated();
  const { limit, state } = shape;
  const { count, standing, held, quotas, reserves } = sizesUnder(limit, gates);
  const becomesSeveral = gates.length === 1 && count > 1;

  const free = quotas.map((quota, index) => Math.max(0, quota - (held[index] ?? 0)));
  const caps = capsOfEach(capsIn(shape, gates), standing, free);
  const shapeOf = (index: number): GateShape => ({
    state,
    m: quotas[index] ?? 0,
    r: reserves[index] ?? 0,
    ...(index === 0 && { n: count, t: limit }),
    caps: caps(index),
  });
  return {
    writes: [
      ...standing.flatMap((gate, index) =>
        gate === undefined
          ? [addGate(environment, index, any, shapeOf(index))]
          : resize(gate, shapeOf(index), { exactly: becomesSeveral }),
      ),
      ...gates.filter((gate) => indexOf(gate) >= count).map(removeGate),
      ...(becomesSeveral ? rowsOfNamedCalls(environment, any, clock) : []),
    ],
    ...allocationUnder(limit, gates),
  };
}

/** A gate that does not exist yet: when the limit is spread over more of them, or when a restore has lost one. */
function addGate(
  environment: EnvironmentId,
  index: number,
  { a, k }: GateItem,
  { state, m, n, t, caps }: GateShape,
): Write {
  const size = { ...(n !== undefined && { n }), ...(t !== undefined && { t }) };
  return {
    Put: {
      Item: newGate(environment, index, { a, state, k, m, ...size, ...emptyCaps(caps) }),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    onConditionFailed: outdated,
  };
}

/** The gates of an environment that has none yet. */
export function newGates(
  environment: EnvironmentId,
  { account: a, keys: k, ...shape }: { account: GateItem['a']; keys: GateItem['k'] } & Shape,
): Write[] {
  const quotas = quotasFor(shape.limit);
  const none = quotas.map(() => undefined);
  const caps = capsOfEach(capsIn(shape, []), none, quotas);
  return quotas.map((m, index) => {
    const c = emptyCaps(caps(index));
    const size = index === 0 && { n: quotas.length, t: shape.limit };
    return { Put: { Item: newGate(environment, index, { a, state: shape.state, k, m, ...size, ...c }) } };
  });
}

/**
 * Requires that the gate is as it was read, with no more leases than the calls of the plan that it keeps.
 * @param options.exactly requires exactly the leases that were seen
 */
function resize(seen: GateItem, { caps, ...to }: GateShape, { exactly }: { exactly: boolean }): Write[] {
  const fields = Object.entries(to).filter(([, value]) => value !== undefined);
  const recapped = recap(seen, caps);
  const isAsWanted = fields.every(([field, value]) => seen[field as keyof typeof to] === value);
  if (isAsWanted && recapped.conditions.length === 0) return [];
  const assignments = [...fields.map(([field]) => `#${field} = :${field}`), ...recapped.assignments];
  const removals = recapped.removals.length === 0 ? '' : ` REMOVE ${recapped.removals.join(', ')}`;
  const conditions = [
    `#m = :seenM AND #r = :seenR AND ${exactly ? 'l = :seenL' : 'size(l) <= :r'}`,
    ...recapped.conditions,
  ];
  return [
    {
      Update: {
        Key: keyOf(seen),
        UpdateExpression: `SET ${assignments.join(', ')}${removals}`,
        ConditionExpression: conditions.join(' AND '),
        ExpressionAttributeNames: {
          ...Object.fromEntries(fields.map(([field]) => [`#${field}`, field])),
          ...recapped.names,
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(fields.map(([field, value]) => [`:${field}`, value])),
          ':seenM': seen.m,
          ':seenR': seen.r,
          // A Map, because the SDK does not accept an object with a call named `constructor`.
          ...(exactly && { ':seenL': new Map(Object.entries(seen.l)) }),
          ...recapped.values,
        },
      },
      onConditionFailed: outdated,
    },
  ];
}

/** Removes a gate that has no call. */
export function removeGate(seen: GateItem): Write {
  return {
    Delete: {
      Key: keyOf(seen),
      ConditionExpression: 'm = :seenM AND r = :seenR AND size(l) = :none',
      ExpressionAttributeValues: { ':seenM': seen.m, ':seenR': seen.r, ':none': 0 },
    },
    onConditionFailed: outdated,
  };
}
