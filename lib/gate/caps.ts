import type { CampaignId } from '../api/schemas/ids.ts';
import type { Conditional } from '../table/write.ts';
import { limitOf, type GateItem, type StoredCap, type StoredCaps } from './gate.ts';
import { noteEnd } from './past-ends.ts';
import { hasExpired, traitsOf, type CallTraits, type StoredLease } from './lease.ts';

/**
 * A cap is a limit below that of the environment, for some of its calls: for the outbound ones, so that slots stay free
 * for inbound calls, or for the calls of one campaign. A gate counts the calls under each of its caps in the same write
 * that lets them in or removes them, so the count always matches its leases.
 */
export type CapName = typeof OUTBOUND | CampaignId;

/** The cap on outbound calls. */
export const OUTBOUND = 'o';

/** A limit applies to all calls of the environment, or is a cap. */
export type LimitName = typeof ALL_CALLS | CapName;
export const ALL_CALLS = 'all';

/** The share of a cap that is not in force yet. */
export const UNCAPPED = 1_000_000_000;

/** The limits that a call comes under. */
export const limitsOver = (call: CallTraits): LimitName[] => [ALL_CALLS, ...capsOver(call)];

/** The caps among them. */
export function capsOver({ direction, references: { campaignId } }: CallTraits): CapName[] {
  const caps: CapName[] = direction === 'outbound' ? [OUTBOUND] : [];
  return campaignId === undefined ? caps : [...caps, campaignId];
}

/** The limits of the caps of an environment, from its first gate. */
export function capLimits([first]: readonly GateItem[]): Map<CapName, number> {
  const caps = Object.entries(first?.c ?? {}) as [CapName, StoredCap][];
  return new Map(caps.flatMap(([name, { t }]) => (t === undefined ? [] : [[name, t]])));
}

/** Those of campaigns. */
export function campaignLimits(gates: readonly GateItem[]): Map<CampaignId, number> {
  const limits = [...capLimits(gates)] as [CampaignId, number][];
  return new Map(limits.filter(([name]) => name !== (OUTBOUND as CapName)));
}

/** How many of these leases come under a limit. */
export function countUnder(
  name: LimitName,
  leases: readonly (readonly [id: string, lease: StoredLease])[],
): number {
  return leases.filter(([id, lease]) => limitsOver(traitsOf(id, lease)).includes(name)).length;
}

/** A limit of an environment, and how many calls are live under it. */
export interface LimitInUse {
  readonly name: LimitName;
  readonly limit: number;
  readonly activeCalls: number;
}

/** The limits of an environment, its own one first, as its gates have them. */
export function limitsInUse(gates: readonly GateItem[], now: number): [LimitInUse, ...LimitInUse[]] {
  const live = gates.flatMap(({ l }) => Object.entries(l)).filter(([, lease]) => !hasExpired(lease, now));
  const inUse = (name: LimitName, limit: number) => ({ name, limit, activeCalls: countUnder(name, live) });
  return [inUse(ALL_CALLS, limitOf(gates)), ...[...capLimits(gates)].map((cap) => inUse(...cap))];
}

/** The limit in these gates that leaves no slot for such a call, if one does. */
export function limitReached(
  gates: readonly GateItem[],
  call: CallTraits,
  now: number,
): LimitInUse | undefined {
  const over = limitsOver(call);
  return limitsInUse(gates, now).find(
    ({ name, limit, activeCalls }) => over.includes(name) && activeCalls >= limit,
  );
}

/** How many free slots a gate has under each of its limits. An expired lease takes none. */
export type FreeSlots = ReadonlyMap<LimitName, number>;

export function freeSlots({ m, l, c = {} }: GateItem, now: number): FreeSlots {
  const expired = Object.entries(l).filter(([, lease]) => hasExpired(lease, now));
  const caps = Object.entries(c) as [CapName, StoredCap][];
  return new Map<LimitName, number>([
    [ALL_CALLS, m - Object.keys(l).length + expired.length],
    ...caps.map(([name, cap]) => [name, cap.m - cap.n + countUnder(name, expired)] as const),
  ]);
}

/** How many of the free slots such a call can take. */
export function slotsFor(call: CallTraits, free: FreeSlots): number {
  const slots = limitsOver(call).map((name) => free.get(name) ?? Number.POSITIVE_INFINITY);
  return Math.max(0, Math.min(...slots));
}

/** The effect of a write on the leases of a gate, as far as its caps are concerned. */
export interface LeaseDelta {
  readonly leaving: readonly (readonly [id: string, lease: StoredLease])[];
  /** Whether the removed leases are of calls ended at `:at`, and not expired. */
  readonly ended?: boolean;
  readonly entering?: CallTraits;
  /** A cap that must be in force, seen or not. */
  readonly certain?: CapName | undefined;
}

/** A DynamoDB expression holds 300 operators: each removed lease takes three, and up to three for its cap. */
export const MAX_LEAVING_AT_ONCE = 40;

/**
 * Keeps the counts under the caps correct while leases are added and removed. It is conditional on the caps that were
 * seen: when they have changed, the condition fails.
 * @returns assignments, conditions, and the names and values in them
 */
export function recount(
  seen: StoredCaps | undefined,
  { leaving, ended = false, entering, certain }: LeaseDelta,
): {
  readonly assignments: readonly string[];
  readonly conditions: readonly string[];
} & Required<Pick<Conditional, 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>> {
  const enters = new Set(entering && capsOver(entering));
  const leaves = leaving.flatMap(([id, lease]) => capsOver(traitsOf(id, lease)));
  const assignments: string[] = [];
  const conditions: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, number> = {};
  for (const [index, cap] of [...new Set([...enters, ...leaves])].entries()) {
    const path = `c.#c${index}`;
    names[`#c${index}`] = cap;
    const standing = seen?.[cap];
    if (standing === undefined && cap !== certain) {
      conditions.push(`attribute_not_exists(${path})`);
      continue;
    }
    const out = leaves.filter((left) => left === cap).length;
    const change = Number(enters.has(cap)) - out;
    if (!enters.has(cap)) {
      conditions.push(`attribute_exists(${path})`);
    } else if (out === 0 || standing === undefined) {
      conditions.push(`${path}.n < ${path}.m`);
    } else {
      conditions.push(`${path}.m = :m${index} AND ${path}.n < :room${index}`);
      values[`:m${index}`] = standing.m;
      values[`:room${index}`] = standing.m + out;
    }
    if (cap === certain) {
      conditions.push(`${path}.m < :uncapped`);
      values[':uncapped'] = UNCAPPED;
    }
    if (change !== 0) {
      assignments.push(`${path}.n = ${path}.n + :d${index}`);
      values[`:d${index}`] = change;
    }
    if (ended) assignments.push(...noteEnd(`${path}.`));
  }
  return { assignments, conditions, ExpressionAttributeNames: names, ExpressionAttributeValues: values };
}
