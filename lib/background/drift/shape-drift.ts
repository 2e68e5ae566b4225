import { keysInGate } from '../../api-keys/api-keys.ts';
import type { Clock } from '../../clock.ts';
import {
  aliveKeys,
  limitInForce,
  replaceEnvironment,
  stateOf,
  type ApiKeyItem,
  type EnvironmentItem,
} from '../../environments/environment.ts';
import { indexOf, leasesHeld, newGate, type GateItem } from '../../gate/gate.ts';
import { outdated } from '../../request.ts';
import { keyOf } from '../../table/keys.ts';
import { MAX_WRITES, type Write } from '../../table/transact.ts';
import { environmentTarget, type Drift } from './drift.ts';

/** What an environment and its gates must agree on: their number, the allocation, the state, the keys. */
export function shapeDrift(
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  clock: Clock,
): Drift | undefined {
  const alive = aliveKeys(environment, clock.now());
  const agreed = toldByEnvironment(environment, gates, alive, clock);
  const told = toldByGates(gates, clock);
  const isSound =
    gates.length === countOf(gates) && gates.every(({ m, r, l }) => m <= r && Object.keys(l).length <= r);
  if (isSound && JSON.stringify(agreed) === JSON.stringify(told)) return undefined;
  const writes = makeAgree(environment, gates, alive);
  return {
    what: 'gates',
    target: environmentTarget(environment),
    // Hashes of keys do not belong in a log.
    stored: { ...agreed, keys: alive.length },
    found: { ...told, keys: agreed.keys === told.keys ? alive.length : 'others' },
    ...(writes.length < MAX_WRITES && { mend: { writes } }),
  };
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** How many gates there are, counting those that are missing between two others. */
const countOf = (gates: readonly GateItem[]) => Math.max(1, ...gates.map((gate) => indexOf(gate) + 1));

function toldByEnvironment(
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  alive: readonly ApiKeyItem[],
  clock: Clock,
) {
  return {
    gates: environment.gateCount,
    reserved: environment.allocatedCalls,
    first: environment.gateCount,
    limit: gates.length > 1 ? limitInForce(environment) : undefined,
    states: stateOf(environment),
    keys: opensTo(keysInGate(alive), clock),
  };
}

function toldByGates(gates: readonly GateItem[], clock: Clock) {
  return {
    gates: gates.length,
    reserved: total(gates.map(({ r }) => r)),
    first: gates[0]?.n ?? 0,
    limit: gates.length > 1 ? gates[0]?.t : undefined,
    states: [...new Set(gates.map(({ state }) => state))].join(),
    keys: [...new Set(gates.map(({ k }) => opensTo(k, clock)))].join(' | '),
  };
}

const opensTo = (k: GateItem['k'], clock: Clock): string =>
  Object.entries(k)
    .filter(([, { x }]) => x > clock.now())
    .map(([hash, { x }]) => `${hash} ${x}`)
    .toSorted()
    .join();

/**
 * The gates get state, limit and keys of their environment; the environment gets the allocation that its gates need for
 * their calls.
 */
function makeAgree(
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  alive: readonly ApiKeyItem[],
): Write[] {
  const state = stateOf(environment);
  const limit = limitInForce(environment);
  const count = countOf(gates);
  const indexes = gates.map(indexOf);
  const missing = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !indexes.includes(index),
  );
  const reserveOf = (gate: GateItem) => Math.max(gate.r, gate.m, leasesHeld([gate]));
  const after = {
    ...environment,
    allocatedCalls: total(gates.map(reserveOf)),
    gateCount: count,
    version: environment.version + 1,
  };
  return [
    replaceEnvironment(environment, after),
    ...gates.map((gate) =>
      agree(gate, reserveOf(gate), {
        first: indexOf(gate) === 0,
        count,
        state,
        limit,
        k: keysInGate(alive, gate),
      }),
    ),
    ...missing.map((index): Write => ({
      Put: {
        Item: newGate(environment.id, index, {
          a: environment.accountId,
          state,
          k: keysInGate(alive),
          m: 0,
          ...(index === 0 && { n: count, t: limit }),
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      onConditionFailed: outdated,
    })),
  ];
}

function agree(
  seen: GateItem,
  reserve: number,
  to: Pick<GateItem, 'state' | 'k'> & { first: boolean; count: number; limit: number },
): Write {
  return {
    Update: {
      Key: keyOf(seen),
      UpdateExpression: `SET r = :reserve, #state = :state, k = :keys${to.first ? ', n = :count, t = :limit' : ''}`,
      ConditionExpression: 'm = :m AND r = :r AND size(l) <= :reserve',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':reserve': reserve,
        ':state': to.state,
        ':keys': to.k,
        ':m': seen.m,
        ':r': seen.r,
        ...(to.first && { ':count': to.count, ':limit': to.limit }),
      },
    },
    onConditionFailed: outdated,
  };
}
