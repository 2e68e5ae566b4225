import type { CampaignId } from '../api/schemas/ids.ts';
import type { Conditional } from '../table/table.ts';
import { limitOf, liveCalls, type GateItem, type StoredCap, type StoredCaps } from './gate.ts';
import { hasExpired, traitsOf, type CallTraits, type StoredLease } from './lease.ts';

/**
 * A cap is a limit below that of the environment, for some of its calls: for the outbound ones, so that places stay free
 * for those who ring in, or for the calls of one campaign. A gate counts the calls under each of its caps, in the write
 * that lets them in or takes them out, so that the count is always that of its leases.
 */
export type CapName = typeof OUTBOUND | CampaignId;

/** The cap on outbound calls. */
export const OUTBOUND = 'o';

/** The share of a cap that is not in force yet. */
export const UNCAPPED = 1_000_000_000;

/** The caps that a call can come under. */
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

/** How many of these leases come under a cap. */
export function countUnder(cap: CapName, leases: readonly (readonly [string, StoredLease])[]): number {
  return leases.filter(([id, lease]) => capsOver(traitsOf(id, lease)).includes(cap)).length;
}

/** A limit that leaves no place for a call: the environment's own, or that of a cap. */
export interface LimitReached {
  readonly cap: CapName | undefined;
  readonly limit: number;
  readonly activeCalls: number;
}

/** The limit of the environment of these gates that leaves no place for such a call, if one does. */
export function limitReached(
  gates: readonly GateItem[],
  call: CallTraits,
  now: number,
): LimitReached | undefined {
  const limit = limitOf(gates);
  const activeCalls = liveCalls(gates, now);
  if (activeCalls >= limit) return { cap: undefined, limit, activeCalls };
  const limits = capLimits(gates);
  const live = gates.flatMap(({ l }) => Object.entries(l)).filter(([, lease]) => !hasExpired(lease, now));
  return capsOver(call)
    .filter((cap) => limits.has(cap))
    .map((cap) => ({ cap, limit: limits.get(cap) ?? 0, activeCalls: countUnder(cap, live) }))
    .find((under) => under.activeCalls >= under.limit);
}

/** Leases that leave a gate, and the call that comes in. */
export interface Passage {
  readonly leaving: readonly (readonly [id: string, lease: StoredLease])[];
  readonly entering?: CallTraits;
  /** A cap that must be in force, seen or not. */
  readonly certain?: CapName | undefined;
}

/** A DynamoDB expression holds 300 operators: each lease that leaves takes three, and up to three for its cap. */
export const MOST_LEAVING_AT_ONCE = 40;

/**
 * What keeps the counts under the caps true while leases come and go. Held to the caps that were seen: where there are
 * others by now, the condition fails.
 * @returns assignments, conditions, and the names and values in them
 */
export function recount(
  seen: StoredCaps | undefined,
  { leaving, entering, certain }: Passage,
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
  }
  return { assignments, conditions, ExpressionAttributeNames: names, ExpressionAttributeValues: values };
}

/** Whether a gate lets no more calls in under a cap than it may: one that begins is counted before it is in force. */
export function isInForce(cap: CapName, { c }: GateItem): boolean {
  return (c?.[cap]?.m ?? UNCAPPED) < UNCAPPED;
}

/** The cap that keeps a call out of a gate even when these leases have left it, if any does. */
export function capInTheWay(
  gate: GateItem,
  { leaving, entering }: Required<Pick<Passage, 'leaving' | 'entering'>>,
): CapName | undefined {
  return capsOver(entering).find((cap) => {
    const standing = gate.c?.[cap];
    return standing !== undefined && standing.n - countUnder(cap, leaving) >= standing.m;
  });
}
