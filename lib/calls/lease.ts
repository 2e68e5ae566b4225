import type { Call, Direction } from '../api/call.ts';
import type { CallId, EnvironmentId } from '../api/ids.ts';
import { instant, type Clock } from '../clock.ts';

/**
 * Instants in leases are whole hundredths of a second since the epoch: small enough to store by the dozen, fine enough to
 * bill by.
 */
type Centiseconds = number;

const centiseconds = (milliseconds: number): Centiseconds => Math.floor(milliseconds / 10);

/**
 * A lease as it is stored under its call's id. When the gate made the id, the id tells the rest and the expiry is enough:
 * 40 of them fit in 1 KB. Under an id of the caller's own: expiry, start, direction.
 */
export type StoredLease =
  Centiseconds | readonly [expiresAt: Centiseconds, startedAt: Centiseconds, direction: Direction];

/**
 * The form of the ids that the gate makes: `i.` or `o.` for the direction, one character for the gate's index, seven for
 * the start, three at random. A caller's own id must not look like one.
 */
const GATE_MADE = /^([io])\.([0-9A-Za-z])([0-9A-Za-z]{7})[0-9A-Za-z]{3}$/;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const isGateMade = (id: string): boolean => GATE_MADE.test(id);

/** A new id for a call that its caller did not name. */
export function makeCallId(direction: Direction, gateIndex: number, clock: Clock): CallId {
  const random = Array.from(clock.randomBytes(3), (byte) => BASE62.charAt(byte % 62)).join('');
  return `${direction.charAt(0)}.${base62(gateIndex, 1)}${base62(centiseconds(clock.now()), 7)}${random}` as CallId;
}

/** The index of the gate that made an id. */
export function gateIndexIn(id: CallId): number {
  return numberIn(GATE_MADE.exec(id)?.[2] ?? '0');
}

/** The lease of a call that starts now. */
export function newLease(id: CallId, direction: Direction, leaseSeconds: number, now: number): StoredLease {
  const end = expiry(leaseSeconds, now);
  return isGateMade(id) ? end : [end, centiseconds(now), direction];
}

/** When a lease of so many seconds ends that is given now. */
export const expiry = (leaseSeconds: number, now: number): Centiseconds =>
  centiseconds(now) + leaseSeconds * 100;

/** Where the expiry of a call's lease stands in an update expression, given how its path is written there. */
export const expiryPath = (id: string, path = '#l.#id'): string => (isGateMade(id) ? path : `${path}[0]`);

/** The instant that an expiry is compared with: a lease whose expiry is not above it is over. */
export const thisInstant = centiseconds;

export function expiresAt(lease: StoredLease): Centiseconds {
  return typeof lease === 'number' ? lease : lease[0];
}

/** The lease of a call among leases. (A call may be named `constructor`, which is there in every object.) */
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

/** The call that a lease stands for, as the API shows it. */
export function callOf(environment: EnvironmentId, id: CallId, lease: StoredLease): Call {
  const [ends, starts, direction] = typeof lease === 'number' ? [lease, ...toldBy(id)] : lease;
  return {
    id,
    environmentId: environment,
    status: 'active',
    direction,
    startedAt: instant(starts * 10),
    leaseExpiresAt: instant(ends * 10),
  };
}

function toldBy(id: CallId): [startedAt: Centiseconds, direction: Direction] {
  const [, direction, , start = ''] = GATE_MADE.exec(id) ?? [];
  return [numberIn(start), direction === 'i' ? 'inbound' : 'outbound'];
}

function base62(value: number, places: number): string {
  let digits = '';
  for (let rest = value; digits.length < places; rest = Math.floor(rest / 62))
    digits = BASE62.charAt(rest % 62) + digits;
  return digits;
}

function numberIn(digits: string): number {
  return [...digits].reduce((value, digit) => value * 62 + BASE62.indexOf(digit), 0);
}
