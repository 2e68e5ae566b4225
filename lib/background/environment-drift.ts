import { Outdated } from '../request.ts';
import { gateOf, indexOf, newGate, type GateItem } from '../gate/gate.ts';
import { hasExpired, isGateMade } from '../gate/lease.ts';
import { namedCallItem } from '../gate/named-call.ts';
import type { CallId, CampaignId, EnvironmentId } from '../api/schemas/ids.ts';
import type { Clock } from '../clock.ts';
import { keysInGate } from '../api-keys/api-keys.ts';
import {
  isAsSeen,
  aliveKeys,
  replaceEnvironment,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
  stateOf,
} from '../environments/environment.ts';
import { keyOf, keys } from '../table/keys.ts';
import { MAX_WRITES, type Write } from '../table/transact.ts';
import { capDrifts } from './cap-drift.ts';
import type { Drift } from './drift.ts';
import type { WholeAccount } from './read-account.ts';

const outdated = () => new Outdated();
const held = ({ l }: GateItem) => Object.keys(l).length;
const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** What is wrong with an environment and its gates. */
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
    ...rowDrifts(whole, environment, gates, clock),
  ];
}

const targetOf = ({ id, name }: Pick<EnvironmentItem, 'id' | 'name'>) => ({ type: 'environment', id, name });

const limitsTold = (limits: ReadonlyMap<string, number>): string =>
  JSON.stringify([...limits].toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** The limits that running campaigns have, and what their environment notes of them. */
function campaignDrift(environment: EnvironmentItem, limits: ReadonlyMap<CampaignId, number>): Drift {
  const after = {
    ...environment,
    campaignLimits: Object.fromEntries(limits),
    reshapes: (environment.reshapes ?? 0) + 1,
  };
  return {
    what: 'limits of campaigns',
    target: targetOf(environment),
    stored: environment.campaignLimits,
    found: after.campaignLimits,
    mend: { writes: [replaceEnvironment(environment, { ...after, version: environment.version + 1 })] },
  };
}

/** Gates of a deleted environment: its keys would still open them. Where calls run, none may start. */
export function leftBehind(whole: WholeAccount, environment: DeletedEnvironmentItem): Drift[] {
  const gates = whole.gates.get(environment.id) ?? [];
  if (gates.length === 0 || whole.environments.some(({ id }) => id === environment.id)) return [];
  return [
    {
      what: 'gates of a deleted environment',
      target: targetOf(environment),
      stored: gates.length,
      found: 0,
      mend: { writes: [stillSeen(environment), ...gates.map(closeGate)] },
    },
  ];
}

/** Removes a gate, or lets nothing start in it while calls are there. */
function closeGate(seen: GateItem): Write {
  const condition = {
    ConditionExpression: 'm = :m AND r = :r AND size(l) = :held',
    ExpressionAttributeValues: { ':m': seen.m, ':r': seen.r, ':held': held(seen) },
  };
  if (held(seen) === 0) return { Delete: { Key: keyOf(seen), ...condition }, onConditionFailed: outdated };
  return {
    Update: {
      Key: keyOf(seen),
      UpdateExpression: 'SET #state = :draining',
      ExpressionAttributeNames: { '#state': 'state' },
      ...condition,
      ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ':draining': 'draining' },
    },
    onConditionFailed: outdated,
  };
}

/** What an environment and its gates must agree on: how many they are, what they hold, the state, the keys. */
function shapeDrift(
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  clock: Clock,
): Drift | undefined {
  const { id, status, gateCount, allocatedCalls } = environment;
  const alive = aliveKeys(environment, clock.now());
  const state = stateOf(environment);
  const limit = status === 'draining' ? 0 : environment.maxConcurrentCalls;
  const indexes = gates.map(indexOf);
  const count = Math.max(1, ...indexes.map((index) => index + 1));
  const opensTo = (k: GateItem['k']) =>
    Object.entries(k)
      .filter(([, { x }]) => x > clock.now())
      .map(([hash, { x }]) => `${hash} ${x}`)
      .toSorted()
      .join();
  const agreed = {
    gates: gateCount,
    reserved: allocatedCalls,
    first: gateCount,
    limit: gates.length > 1 ? limit : undefined,
    states: state,
    keys: opensTo(keysInGate(alive)),
  };
  const told = {
    gates: gates.length,
    reserved: total(gates.map(({ r }) => r)),
    first: gates[0]?.n ?? 0,
    limit: gates.length > 1 ? gates[0]?.t : undefined,
    states: [...new Set(gates.map((gate) => gate.state))].join(),
    keys: [...new Set(gates.map(({ k }) => opensTo(k)))].join(' | '),
  };
  const isSound =
    gates.length === count && gates.every(({ m, r, l }) => m <= r && Object.keys(l).length <= r);
  if (isSound && JSON.stringify(agreed) === JSON.stringify(told)) return undefined;

  const reserveOf = (gate: GateItem) => Math.max(gate.r, gate.m, held(gate));
  const reserved = total(gates.map(reserveOf));
  const after = {
    ...environment,
    allocatedCalls: reserved,
    gateCount: count,
    version: environment.version + 1,
  };
  const missing = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !indexes.includes(index),
  );
  const writes: Write[] = [
    replaceEnvironment(environment, after),
    ...gates.map((gate, position) =>
      agree(gate, reserveOf(gate), {
        first: indexes[position] === 0,
        count,
        state,
        limit,
        k: keysInGate(alive, gate),
      }),
    ),
    ...missing.map((index): Write => ({
      Put: {
        Item: newGate(id, index, {
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
  return {
    what: 'gates',
    target: targetOf(environment),
    // Hashes of keys are nobody's business in a log.
    stored: { ...agreed, keys: alive.length },
    found: { ...told, keys: agreed.keys === told.keys ? alive.length : 'others' },
    ...(writes.length < MAX_WRITES && { mend: { writes } }),
  };
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

/** Gates that admit fewer calls than the limit, or that together admit more: mended by `reclaim`. */
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
      target: targetOf(environment),
      stored: limit,
      found: { reserved, admitted: total(gates.map(({ m }) => m)) },
      mend: 'reclaim',
    },
  ];
}

/** Calls with a name of their own, among several gates: the row of each leads to its gate. */
function rowDrifts(
  { id: account, rows }: WholeAccount,
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  clock: Clock,
): Drift[] {
  if (gates.length < 2) return [];
  const { id } = environment;
  return gates.flatMap((gate) =>
    Object.entries(gate.l)
      .filter(([call, lease]) => !isGateMade(call) && !hasExpired(lease, clock.now()))
      .flatMap(([name]): Drift[] => {
        const row = rows.get(id)?.get(name);
        const index = indexOf(gate);
        if (row?.g === index) return [];
        const call = name as CallId;
        const condition =
          row === undefined
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : { ConditionExpression: 'u = :u', ExpressionAttributeValues: { ':u': row.u } };
        const writes: Write[] = [
          { Put: { Item: namedCallItem(id, call, index, clock), ...condition }, onConditionFailed: outdated },
          stillRuns(id, gate, index, call),
        ];
        // That it runs in two gates at once can't be mended: one of them will end.
        const isElsewhere = row !== undefined && Object.hasOwn(gateOf(gates, row.g)?.l ?? {}, name);
        return [
          {
            what: 'row of a named call',
            target: { type: 'account', id: account },
            stored: { environment: id, gate: row?.g ?? null },
            found: { environment: id, gate: index },
            ...(!isElsewhere && { mend: { writes } }),
          },
        ];
      }),
  );
}

function stillRuns(environment: EnvironmentId, { m, r }: GateItem, index: number, call: CallId): Write {
  return {
    ConditionCheck: {
      Key: keys.gate(environment, index),
      ConditionExpression: 'attribute_exists(l.#call) AND m = :m AND r = :r',
      ExpressionAttributeNames: { '#call': call },
      ExpressionAttributeValues: { ':m': m, ':r': r },
    },
    onConditionFailed: outdated,
  };
}

/** The environment is still what was seen, for a write to what points at it. */
export function stillSeen(environment: EnvironmentItem | DeletedEnvironmentItem): Write {
  return {
    ConditionCheck: { Key: keyOf(environment), ...isAsSeen(environment) },
    onConditionFailed: outdated,
  };
}
