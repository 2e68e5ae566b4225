import type { Direction } from '../api/call.ts';
import type { CallId } from '../api/ids.ts';
import type { Machine } from '../auth/caller.ts';
import type { Conditional } from '../table/table.ts';
import { opens, type GateItem } from './gate.ts';
import { expiresAt, expiryPath, hasExpired, leaseIn, newLease, type StoredLease } from './lease.ts';

/** A call that asks to be let in. */
export interface Applicant {
  readonly machine: Machine;
  readonly direction: Direction;
  readonly leaseSeconds: number;
  readonly requestId: string;
}

/** A DynamoDB expression holds 300 operators; each lease that is swapped out takes three. */
const MOST_SWAPPED_AT_ONCE = 80;

/** Leases that have run out, as they were seen: the places that a new call may take over. */
export interface Swap {
  readonly quota: number;
  readonly expired: readonly (readonly [id: string, lease: StoredLease])[];
}

/**
 * The conditional write that lets a call in. It decides everything at once: the key is alive, calls are admitted, no call
 * of this id holds a lease, and a place is free.
 *
 * With a swap it takes the places of leases that have run out as well. Then it holds the gate to the quota that was seen
 * (a limit that was lowered meanwhile must count) and each lease to the expiry that was seen (one whose holder came back
 * in time must stay).
 * @param now milliseconds since the epoch
 */
export function takePlace(
  { machine, direction, leaseSeconds }: Applicant,
  id: CallId,
  now: number,
  { swap, only }: { swap?: Swap | undefined; only: boolean },
): Conditional {
  const own = swap?.expired.find(([expired]) => expired === id)?.[1];
  const others = swap?.expired.filter(([expired]) => expired !== id) ?? [];
  const conditions = [
    '#k.#hash.x > :now',
    '#state = :open',
    own === undefined ? 'attribute_not_exists(#l.#id)' : `${expiryPath(id)} = :own`,
    swap === undefined ? 'size(#l) < m' : 'm = :quota AND size(#l) < :room',
    ...others.map(([expired], index) => `${expiryPath(expired, `#l.#e${index}`)} = :e${index}`),
    ...(only ? ['n = :one'] : []),
  ];
  const removed = others.map((_, index) => `#l.#e${index}`).join(', ');
  return {
    UpdateExpression: `SET #l.#id = :lease, #k.#hash.u = :now${removed && ` REMOVE ${removed}`}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: {
      '#l': 'l',
      '#k': 'k',
      '#state': 'state',
      '#hash': machine.keyHash,
      '#id': id,
      ...Object.fromEntries(others.map(([expired], index) => [`#e${index}`, expired])),
    },
    ExpressionAttributeValues: {
      ':now': now,
      ':open': 'open',
      ':lease': newLease(id, direction, leaseSeconds, now),
      ...(swap !== undefined && { ':quota': swap.quota, ':room': swap.quota + swap.expired.length }),
      ...(own !== undefined && { ':own': expiresAt(own) }),
      ...Object.fromEntries(others.map(([, lease], index) => [`:e${index}`, expiresAt(lease)])),
      ...(only && { ':one': 1 }),
    },
  };
}

/** Why a gate did not let a call in, read from what stood there; `again`: it would now, perhaps by a swap. */
export type Refusal =
  | { readonly because: 'locked' | 'draining' | 'full' }
  | { readonly because: 'live'; readonly lease: StoredLease }
  | { readonly because: 'again'; readonly swap: Swap | undefined };

export function refusalBy(gate: GateItem | undefined, machine: Machine, id: CallId, now: number): Refusal {
  if (!opens(gate, machine.keyHash, now)) return { because: 'locked' };
  const lease = leaseIn(gate.l, id);
  if (lease !== undefined && !hasExpired(lease, now)) return { because: 'live', lease };
  if (gate.state === 'draining') return { because: 'draining' };
  const expired = expiredIn(gate, id, now);
  if (Object.keys(gate.l).length - expired.length >= gate.m) return { because: 'full' };
  return { because: 'again', swap: expired.length === 0 ? undefined : { quota: gate.m, expired } };
}

/** The leases that have run out, the one of this id first: it has to go, whatever else stays. */
function expiredIn(gate: GateItem, id: CallId, now: number): Swap['expired'] {
  return Object.entries(gate.l)
    .filter(([, lease]) => hasExpired(lease, now))
    .toSorted(([one], [other]) => Number(other === id) - Number(one === id))
    .slice(0, MOST_SWAPPED_AT_ONCE);
}
