import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { gateAt, keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readMany, readRange, type Item, type Table } from '../table/table.ts';
import { hasExpired, type StoredLease } from './lease.ts';
import type { PastEnds, StoredEnd } from './past-ends.ts';

/**
 * A gate: the item that decides whether a call may start. It holds all that the decision needs, so that one conditional
 * write makes it: the active API keys, whether calls are admitted, the quota, and a lease for each live call. There is
 * no counter that could drift: the calls are counted by the size of the map. An environment has one gate up to 40
 * concurrent calls and several above, whose quotas add up to its limit. Attributes have short names because their bytes
 * count: a write of an item above 1 KB costs twice.
 */
export interface GateItem extends PastEnds {
  readonly pk: string;
  readonly sk: string;
  /** The account. */
  readonly a: AccountId;
  readonly state: GateState;
  /** The quota: how many calls may run here. A gate's own share of the environment's limit. */
  readonly m: number;
  /**
   * How many calls of the plan this gate holds: its quota, or the number of its live calls while these exceed a
   * lowered quota.
   */
  readonly r: number;
  /** How many gates the environment has. On the first gate only. */
  readonly n?: number;
  /** The limit of an environment of several gates. On the first gate only. */
  readonly t?: number;
  /** The live API keys by their hash. */
  readonly k: Readonly<Record<string, StoredKey>>;
  /** The leases by the id of their call. */
  readonly l: Readonly<Record<string, StoredLease>>;
  /** The call that was ended last. A lease that disappears in another way has expired. */
  readonly e?: StoredEnd;
  /** The lease that it had. */
  readonly o?: StoredLease;
  /** The caps, where there are any. */
  readonly c?: StoredCaps;
}

/** Whether calls are admitted. Running calls continue and end in any state. */
export type GateState = 'open' | 'paused' | 'suspended' | 'draining';
export type ClosedState = Exclude<GateState, 'open'>;

/** The meaning of each state, all in one place: a new state does not compile until every case here is decided. */
export const gateStates: Readonly<
  Record<GateState, { readonly refuses: ClosedState | undefined; readonly endsWithLastCall: boolean }>
> = {
  open: { refuses: undefined, endsWithLastCall: false },
  paused: { refuses: 'paused', endsWithLastCall: false },
  suspended: { refuses: 'suspended', endsWithLastCall: false },
  draining: { refuses: 'draining', endsWithLastCall: true },
};

/** A key in the gate, in milliseconds since the epoch: `x` when it expires, `u` when it was last used (see noteUse). */
export interface StoredKey {
  readonly x: number;
  readonly u?: number;
}

/** A cap as a gate holds it, with the last ends of calls under it. */
export interface StoredCap extends PastEnds {
  /** How many calls under it may run in this gate: its own share of the limit. */
  readonly m: number;
  /** How many do. */
  readonly n: number;
  /** The limit for the whole environment. On the first gate only, and not before the cap is in force. */
  readonly t?: number;
}

/** The caps of a gate by their name. */
export type StoredCaps = Readonly<Record<string, StoredCap>>;

/** Reads the gates of an environment, in the order of their index. */
export async function readGates(table: Table, environment: EnvironmentId): Promise<GateItem[]> {
  return readRange<GateItem>(table, ranges.gates(environment));
}

/** Reads the gates of many environments, by environment, in as few requests as possible. */
export async function readGatesOfAll(
  table: Table,
  environments: readonly { readonly id: EnvironmentId; readonly gateCount: number }[],
): Promise<Map<EnvironmentId, GateItem[]>> {
  const wanted = environments.flatMap(({ id, gateCount }) =>
    Array.from({ length: gateCount }, (_, index) => keys.gate(id, index)),
  );
  const byPartition = Map.groupBy(await readMany<GateItem>(table, wanted), ({ pk }) => pk);
  return new Map(
    environments.map(({ id }) => {
      const gates = byPartition.get(keys.gate(id).pk) ?? [];
      return [id, gates.toSorted((one, other) => indexOf(one) - indexOf(other))];
    }),
  );
}

/**
 * The index of a gate. Its position in a list is not its index: after a restore a gate between two others may be
 * missing.
 */
export const indexOf = (gate: Pick<GateItem, 'pk' | 'sk'>): number => gateAt(gate)?.index ?? 0;

/** The gate of this index, if it exists. */
export const gateOf = (gates: readonly GateItem[], index: number): GateItem | undefined =>
  gates.find((gate) => indexOf(gate) === index);

/** A new gate, as it is stored. */
export function newGate(
  environment: EnvironmentId,
  index: number,
  content: Pick<GateItem, 'a' | 'state' | 'k' | 'm' | 'n' | 't' | 'c'>,
): Item {
  return { ...keys.gate(environment, index), ...content, r: content.m, l: {} };
}

/** How many calls may run at once in the environment of these gates. */
export function limitOf(gates: readonly GateItem[]): number {
  const [first] = gates;
  return (gates.length > 1 ? first?.t : first?.m) ?? 0;
}

/** How many calls are live in these gates at this instant: expired leases don't count, even before they are swept. */
export function liveCalls(gates: readonly GateItem[], now: number): number {
  return gates.flatMap((gate) => Object.values(gate.l)).filter((lease) => !hasExpired(lease, now)).length;
}

/** How many leases these gates hold, expired or not: each still takes a slot. */
export function leasesHeld(gates: readonly GateItem[]): number {
  return gates.reduce((sum, gate) => sum + Object.keys(gate.l).length, 0);
}
