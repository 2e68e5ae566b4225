import type { Call, CallReferences, Direction } from '../api/schemas/call.ts';
import type { AgentId, CallId, CampaignId, EnvironmentId, NumberId } from '../api/schemas/ids.ts';
import { fromBase62, randomBase62, toBase62 } from '../base62.ts';
import { instant, type Clock } from '../clock.ts';

/**
 * Instants in leases are whole hundredths of a second since the beginning of 2025: small enough to store dozens of
 * them, and exact enough for billing.
 */
type Centiseconds = number;

const EPOCH = Date.UTC(2025, 0);

const centiseconds = (milliseconds: number): Centiseconds => Math.floor((milliseconds - EPOCH) / 10);

/** The instant as the API writes it. */
export const instantOf = (at: Centiseconds): string => instant(EPOCH + at * 10);

/**
 * A lease as it is stored under its call's id. When the gate generated the id and the call refers to nothing, the id
 * contains all the rest and the expiry is enough: 40 of them fit in 1 KB. Otherwise: expiry, start, direction, and what
 * the call refers to.
 */
export type StoredLease =
  | Centiseconds
  | readonly [expiresAt: Centiseconds, startedAt: Centiseconds, direction: Direction, refersTo?: RefersTo];

/** An agent, a number, a campaign, and the caller's own reference. */
interface RefersTo {
  readonly a?: AgentId;
  readonly n?: NumberId;
  readonly c?: CampaignId;
  readonly r?: string;
}

/** The traits of a call when it starts. */
export interface CallTraits {
  readonly direction: Direction;
  readonly references: CallReferences;
}

/**
 * The form of the ids that the gate generates: a letter for the direction, one character for the gate's index, six for
 * the start, three at random. The letter is a capital when the call refers to something, which its lease then holds. A
 * caller's own id must not have this form.
 */
const GATE_MADE = /^([ioIO])\.([0-9A-Za-z])([0-9A-Za-z]{6})[0-9A-Za-z]{3}$/;

export const isGateMade = (id: string): boolean => GATE_MADE.test(id);

/** Whether the id contains all of its call except the expiry. */
const tellsAll = (id: string): boolean => isGateMade(id) && /^[io]/.test(id);

/** A lease with the same traits as the one under this id; undefined where the id does not contain them. */
export const leaseToldBy = (id: string): StoredLease | undefined => (tellsAll(id) ? 0 : undefined);

/** A new id for a call that its caller did not name. */
export function makeCallId({ direction, references }: CallTraits, gateIndex: number, clock: Clock): CallId {
  const letter = direction.charAt(0);
  const first = Object.keys(references).length === 0 ? letter : letter.toUpperCase();
  const start = toBase62(centiseconds(clock.now()), 6);
  return `${first}.${toBase62(gateIndex, 1)}${start}${randomBase62(3, clock)}` as CallId;
}

/** The index of the gate that generated an id. */
export function gateIndexIn(id: CallId): number {
  return fromBase62(GATE_MADE.exec(id)?.[2] ?? '0');
}

/** When the call of a generated id started, as the API writes it. */
export const startToldBy = (id: CallId): string => instantOf(fromBase62(GATE_MADE.exec(id)?.[3] ?? '0'));

/** The lease of a call that starts now. */
export function newLease(
  id: CallId,
  { direction, references }: CallTraits,
  leaseSeconds: number,
  now: number,
): StoredLease {
  const end = expiry(leaseSeconds, now);
  if (tellsAll(id)) return end;
  const start = centiseconds(now);
  const refersTo = stored(references);
  return Object.keys(refersTo).length === 0 ? [end, start, direction] : [end, start, direction, refersTo];
}

/** When a lease of this many seconds ends if it is given now. */
export const expiry = (leaseSeconds: number, now: number): Centiseconds =>
  centiseconds(now) + leaseSeconds * 100;

/** The path of a lease's expiry in an update expression that has this name for the id. */
export const expiryPath = (id: string, name: `#${string}`): string =>
  tellsAll(id) ? `l.${name}` : `l.${name}[0]`;

/** The instant that an expiry is compared with: a lease has expired unless its expiry is above it. */
export const thisInstant = centiseconds;

export function expiresAt(lease: StoredLease): Centiseconds {
  return typeof lease === 'number' ? lease : lease[0];
}

/** The facts about a call in its lease, except when it ends. */
export function traitsOf(id: string, lease: StoredLease): CallTraits & { startedAt: Centiseconds } {
  if (typeof lease !== 'number') {
    const [, startedAt, direction, refersTo = {}] = lease;
    return { startedAt, direction, references: referencesIn(refersTo) };
  }
  const [, letter, , start = ''] = GATE_MADE.exec(id) ?? [];
  return { startedAt: fromBase62(start), direction: letter === 'i' ? 'inbound' : 'outbound', references: {} };
}

function stored({ agentId, numberId, campaignId, reference }: CallReferences): RefersTo {
  return {
    ...(agentId !== undefined && { a: agentId }),
    ...(numberId !== undefined && { n: numberId }),
    ...(campaignId !== undefined && { c: campaignId }),
    ...(reference !== undefined && { r: reference }),
  };
}

function referencesIn({ a, n, c, r }: RefersTo): CallReferences {
  return {
    ...(a !== undefined && { agentId: a }),
    ...(n !== undefined && { numberId: n }),
    ...(c !== undefined && { campaignId: c }),
    ...(r !== undefined && { reference: r }),
  };
}

/** When the call of a lease started: distinguishes it from a later call of the same name. */
export const startOf = (id: string, lease: StoredLease): Centiseconds => traitsOf(id, lease).startedAt;

/** The lease of a call among leases. (A call may be named `constructor`, which every object has.) */
export function leaseIn(leases: Readonly<Record<string, StoredLease>>, id: string): StoredLease | undefined {
  return Object.hasOwn(leases, id) ? leases[id] : undefined;
}

export function hasExpired(lease: StoredLease, now: number): boolean {
  return expiresAt(lease) <= centiseconds(now);
}

/** How long a lease still has, in seconds. */
export function secondsLeft(lease: StoredLease, now: number): number {
  return (expiresAt(lease) - centiseconds(now)) / 100;
}

/** The call of a lease, as the API shows it. */
export function callOf(environment: EnvironmentId, id: CallId, lease: StoredLease): Call {
  const { startedAt, direction, references } = traitsOf(id, lease);
  return {
    id,
    environmentId: environment,
    status: 'active',
    direction,
    ...references,
    startedAt: instantOf(startedAt),
    leaseExpiresAt: instantOf(expiresAt(lease)),
  };
}
