import type { CallId, CampaignId } from '../api/schemas/ids.ts';
import type { Conditional } from '../table/write.ts';
import type { Write } from '../table/transact.ts';
import { freeSlots, MAX_LEAVING_AT_ONCE, recount, slotsFor, UNCAPPED } from './caps.ts';
import { gateStates, type ClosedState, type GateItem, type StoredCaps } from './gate.ts';
import { opens, type KeyHolder } from './api-key.ts';
import { hasExpired, leaseIn, newLease, type CallTraits, type StoredLease } from './lease.ts';

/** A call that is to start. */
export interface StartRequest extends CallTraits {
  readonly holder: KeyHolder;
  /** The caller's own id for it. */
  readonly name?: CallId | undefined;
  /**
   * Its campaign, when that was read as one with a limit: the call starts only in a gate where this cap is in force.
   */
  readonly limitedCampaign?: CampaignId;
  readonly leaseSeconds: number;
  /** Writes that are made in one transaction with the lease. */
  readonly beside?: (started: StartedCall) => readonly Write[];
}

/** A running call: started just now, or found running under the requested name. */
export interface StartedCall {
  readonly id: CallId;
  readonly lease: StoredLease;
  readonly isNew: boolean;
}

/** A gate as it was last seen. The write succeeds only if it still looks like this. */
export interface GateSnapshot {
  readonly caps: StoredCaps | undefined;
  /** Expired leases whose slots the new call may take over; with the quota, if there are any. */
  readonly swap?: {
    readonly quota: number;
    readonly expired: readonly (readonly [id: string, lease: StoredLease])[];
  };
}

/**
 * The conditional write that starts a call. It decides everything at once: the key is valid, calls are admitted, no
 * call of this id holds a lease, and a slot is free, under each cap as well. With a swap it also takes the slots of
 * expired leases. Then it requires the quota that was seen (a limit that was lowered in the meantime must count), and
 * each expired lease as it was seen (a lease that was renewed in time must not be removed, and a lease of another
 * call may come under other caps).
 * @param now milliseconds since the epoch
 * @param expected `only`: the gate must be the environment's only one
 */
export function acquireLease(
  request: StartRequest,
  id: CallId,
  now: number,
  { snapshot: { caps, swap }, only }: { snapshot: GateSnapshot; only: boolean },
): Conditional {
  const own = swap?.expired.find(([expired]) => expired === id)?.[1];
  const others = swap?.expired.filter(([expired]) => expired !== id) ?? [];
  const counts = recount(caps, {
    leaving: swap?.expired ?? [],
    entering: request,
    certain: request.limitedCampaign,
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
      '#hash': request.holder.keyHash,
      '#id': id,
      ...counts.ExpressionAttributeNames,
      ...Object.fromEntries(others.map(([expired], index) => [`#e${index}`, expired])),
    },
    ExpressionAttributeValues: {
      ':now': now,
      ':open': 'open',
      ':lease': newLease(id, request, request.leaseSeconds, now),
      ...(swap !== undefined && { ':quota': swap.quota, ':room': swap.quota + swap.expired.length }),
      ...(own !== undefined && { ':own': own }),
      ...counts.ExpressionAttributeValues,
      ...Object.fromEntries(others.map(([, lease], index) => [`:e${index}`, lease])),
      ...(only && { ':one': 1 }),
    },
  };
}

/** Why a gate did not let a call in. */
export type GateRejection =
  | { readonly because: 'unauthenticated' | ClosedState | 'full' }
  /** The campaign of the call was read with a limit that this gate does not have. */
  | { readonly because: 'stale' }
  | { readonly because: 'live'; readonly lease: StoredLease }
  /** More leases have expired than one write can remove. */
  | { readonly because: 'unswept' }
  /** The gate would let it in now: retry with this newer snapshot. */
  | { readonly because: 'outdated'; readonly snapshot: GateSnapshot };

/** Why this gate, as it was when the write was refused, did not let a call in. */
export function rejectionBy(
  gate: GateItem | undefined,
  request: StartRequest,
  id: CallId,
  now: number,
): GateRejection {
  if (!opens(gate, request.holder.keyHash, now)) return { because: 'unauthenticated' };
  const lease = leaseIn(gate.l, id);
  if (lease !== undefined && !hasExpired(lease, now)) return { because: 'live', lease };
  const { refuses } = gateStates[gate.state];
  if (refuses !== undefined) return { because: refuses };
  const { limitedCampaign } = request;
  // A new cap counts its calls before it comes into force.
  if (limitedCampaign !== undefined && (gate.c?.[limitedCampaign]?.m ?? UNCAPPED) === UNCAPPED)
    return { because: 'stale' };
  if (slotsFor(request, freeSlots(gate, now)) === 0) return { because: 'full' };
  const expired = Object.entries(gate.l).filter(([, held]) => hasExpired(held, now));
  if (expired.length > MAX_LEAVING_AT_ONCE) return { because: 'unswept' };
  const swap = expired.length === 0 ? {} : { swap: { quota: gate.m, expired } };
  return { because: 'outdated', snapshot: { caps: gate.c, ...swap } };
}
