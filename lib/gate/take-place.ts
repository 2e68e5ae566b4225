import type { CallId, CampaignId } from '../api/schemas/ids.ts';
import type { Machine } from '../auth/caller.ts';
import type { Conditional } from '../table/table.ts';
import { capInTheWay, isInForce, MOST_LEAVING_AT_ONCE, recount, type CapName } from './caps.ts';
import { opens, type GateItem, type StoredCaps } from './gate.ts';
import { hasExpired, leaseIn, newLease, type CallTraits, type StoredLease } from './lease.ts';

/** A call that asks to be let in. */
export interface Applicant extends CallTraits {
  readonly machine: Machine;
  /** Its campaign, when that was read as one with a limit of its own: it comes in only where this cap is in force. */
  readonly limitedCampaign?: CampaignId;
  readonly leaseSeconds: number;
  readonly requestId: string;
}

/** What was seen of a gate, and the try to enter it is held to. */
export interface Sight {
  readonly caps: StoredCaps | undefined;
  /** Leases that have run out: the places that a new call may take over. With the quota, if there are any. */
  readonly swap?: {
    readonly quota: number;
    readonly expired: readonly (readonly [id: string, lease: StoredLease])[];
  };
}

/**
 * The conditional write that lets a call in. It decides everything at once: the key is alive, calls are admitted, no call
 * of this id holds a lease, and a place is free, under each cap as well.
 *
 * With a swap it takes the places of leases that have run out as well. Then it holds the gate to the quota that was seen
 * (a limit that was lowered meanwhile must count) and each lease to what was seen of it (one whose holder came back in time
 * must stay, and one of another call may come under other caps).
 * @param now milliseconds since the epoch
 */
export function takePlace(
  applicant: Applicant,
  id: CallId,
  now: number,
  { seen: { caps, swap }, only }: { seen: Sight; only: boolean },
): Conditional {
  const own = swap?.expired.find(([expired]) => expired === id)?.[1];
  const others = swap?.expired.filter(([expired]) => expired !== id) ?? [];
  const counts = recount(caps, {
    leaving: swap?.expired ?? [],
    entering: applicant,
    certain: applicant.limitedCampaign,
  });
  const conditions = [
    'k.#hash.x > :now',
    '#state = :open',
    own === undefined ? 'attribute_not_exists(l.#id)' : 'l.#id = :own',
    swap === undefined ? 'size(l) < m' : 'm = :quota AND size(l) < :room',
    ...others.map((_, index) => `l.#e${index} = :e${index}`),
    ...counts.conditions,
    ...(only ? ['n = :one'] : []),
  ];
  const assignments = ['l.#id = :lease', 'k.#hash.u = :now', ...counts.assignments].join(', ');
  const removed = others.map((_, index) => `l.#e${index}`).join(', ');
  return {
    UpdateExpression: `SET ${assignments}${removed && ` REMOVE ${removed}`}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: {
      '#state': 'state',
      '#hash': applicant.machine.keyHash,
      '#id': id,
      ...counts.ExpressionAttributeNames,
      ...Object.fromEntries(others.map(([expired], index) => [`#e${index}`, expired])),
    },
    ExpressionAttributeValues: {
      ':now': now,
      ':open': 'open',
      ':lease': newLease(id, applicant, applicant.leaseSeconds, now),
      ...(swap !== undefined && { ':quota': swap.quota, ':room': swap.quota + swap.expired.length }),
      ...(own !== undefined && { ':own': own }),
      ...counts.ExpressionAttributeValues,
      ...Object.fromEntries(others.map(([, lease], index) => [`:e${index}`, lease])),
      ...(only && { ':one': 1 }),
    },
  };
}

/** Why a gate did not let a call in, read from what stood there; `again`: it would now, given what is seen of it now. */
export type Refusal =
  /** The campaign of the call was read with a limit that the gate does not know. */
  | { readonly because: 'outdated'; readonly gate: GateItem }
  | { readonly because: 'locked' | 'draining' }
  /** `cap`: that one is reached, and not the quota. */
  | { readonly because: 'full'; readonly cap: CapName | undefined }
  | { readonly because: 'live'; readonly lease: StoredLease }
  /** More leases have run out than one write can take away. */
  | { readonly because: 'unswept'; readonly gate: GateItem }
  | { readonly because: 'again'; readonly seen: Sight };

export function refusalBy(
  gate: GateItem | undefined,
  applicant: Applicant,
  id: CallId,
  now: number,
): Refusal {
  if (!opens(gate, applicant.machine.keyHash, now)) return { because: 'locked' };
  const lease = leaseIn(gate.l, id);
  if (lease !== undefined && !hasExpired(lease, now)) return { because: 'live', lease };
  if (gate.state === 'draining') return { because: 'draining' };
  const { limitedCampaign } = applicant;
  if (limitedCampaign !== undefined && !isInForce(limitedCampaign, gate))
    return { because: 'outdated', gate };
  const expired = expiredIn(gate, now);
  if (Object.keys(gate.l).length - expired.length >= gate.m) return { because: 'full', cap: undefined };
  const cap = capInTheWay(gate, { leaving: expired, entering: applicant });
  if (cap !== undefined) return { because: 'full', cap };
  if (expired.length > MOST_LEAVING_AT_ONCE) return { because: 'unswept', gate };
  const swap = expired.length === 0 ? {} : { swap: { quota: gate.m, expired } };
  return { because: 'again', seen: { caps: gate.c, ...swap } };
}

function expiredIn(gate: GateItem, now: number): (readonly [string, StoredLease])[] {
  return Object.entries(gate.l).filter(([, lease]) => hasExpired(lease, now));
}
