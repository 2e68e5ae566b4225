import type { CallId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { keyOf } from '../table/keys.ts';
import type { Context } from '../context.ts';
import { recount } from './caps.ts';
import type { GateItem, StoredCaps } from './gate.ts';
import { opens, type KeyHolder, assertKeyAlive } from './api-key.ts';
import { NEVER_ENDED, noteEnd, type StoredEnd } from './past-ends.ts';
import { gateToldBy, writeAsHolder, type HolderWrite } from './held-gate.ts';
import { gatesKnownOf } from './known-gates.ts';
import { isGateMade, leaseIn, leaseToldBy, thisInstant, type StoredLease } from './lease.ts';
import { dropNamedCall, readNamedCall } from './named-call.ts';

/** A call to end, and the reason, if one was given. */
export interface CallEnd {
  readonly id: CallId;
  readonly reason?: string | undefined;
}

/** More than two tries are needed only when others keep changing the gate's caps at the same time. */
const MAX_TRIES = 20;

/**
 * Removes the lease of a call from its gate: one conditional write where its id shows the gate, or there is only one.
 * Nothing changes when no gate has such a lease.
 * @returns the gate, when it holds more than its share (see needsReclaim)
 * @throws unauthenticated; temporarily_unavailable
 */
export async function endLease(
  holder: KeyHolder,
  { id, reason }: CallEnd,
  context: Context,
): Promise<GateItem | undefined> {
  const known = gatesKnownOf(holder.environmentId);
  const told = gateToldBy(id, holder);
  if (told !== undefined) {
    const { ended, gate } = await endIn(told, holder, { id, reason }, context);
    if (ended) return gate;
    await assertKeyAlive(gate, holder, context);
    if (isGateMade(id) || (gate?.n ?? 1) === 1) return undefined;
    known.sawCount(gate?.n ?? 1);
  }
  const row = await readNamedCall(context.table, holder.environmentId, id);
  const { ended, gate } = await endIn(row?.g ?? 0, holder, { id, reason }, context);
  if (!ended) await assertKeyAlive(gate, holder, context);
  else if (row !== undefined) await dropNamedCall(context.table, holder.environmentId, id, row);
  return ended ? gate : undefined;
}

async function endIn(
  index: number,
  holder: KeyHolder,
  call: CallEnd,
  context: Context,
): Promise<{ ended: boolean; gate: GateItem | undefined }> {
  const known = gatesKnownOf(holder.environmentId);
  let seen: GateItem | undefined;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const now = context.clock.now();
    if (seen !== undefined && leaseIn(seen.l, call.id) === undefined) return { ended: false, gate: seen };
    const written = await writeAsHolder(holder, index, leaving(call, seen, known.caps, now), now, context);
    if (written.done) {
      known.freed(index);
      return { ended: true, gate: written.item };
    }
    seen = written.item;
    if (!opens(seen, holder.keyHash, now)) return { ended: false, gate: seen };
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

/**
 * Removes a lease from its gate, and from the counts under the caps of its call. The first try assumes that the gate
 * has nothing to reclaim (see needsReclaim); when that is wrong, the next one returns the gate, so that it is
 * reclaimed.
 */
function leaving(
  { id, reason }: CallEnd,
  seen: GateItem | undefined,
  knownCaps: StoredCaps | undefined,
  now: number,
): HolderWrite {
  const lease = seen === undefined ? leaseToldBy(id) : leaseIn(seen.l, id);
  const end = { i: id, ...(reason !== undefined && { r: reason }) };
  const removal = withoutLease(
    lease === undefined ? undefined : [id, lease],
    seen === undefined ? knownCaps : seen.c,
    end,
    now,
  );
  if (seen !== undefined)
    return {
      ...removal,
      returnsGate: true,
      // Another call may now run under this id, with other traits than the one that was seen.
      conditions: ['l.#id = :lease', ...removal.conditions],
      values: { ...removal.values, ':lease': lease },
    };
  return {
    ...removal,
    returnsGate: false,
    conditions: ['attribute_exists(l.#id)', 'r = m AND #state <> :draining', ...removal.conditions],
    names: { ...removal.names, '#state': 'state' },
    values: { ...removal.values, ':draining': 'draining' },
  };
}

/** The write that ends a call on behalf of its holder, if it still runs as it was seen. */
export function releaseLease(gate: GateItem, id: CallId, lease: StoredLease, now: number) {
  const end = { i: id, b: 'admin' } as const;
  const { assignments, removals, conditions, names, values } = withoutLease([id, lease], gate.c, end, now);
  return {
    Key: keyOf(gate),
    UpdateExpression: `SET ${assignments.join(', ')} REMOVE ${removals.join(', ')}`,
    ConditionExpression: ['l.#id = :lease', ...conditions].join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ...values, ':lease': lease },
  };
}

/** Removes `l.#id` from a gate that has these caps. `undefined`: the lease is not known, so it may be under any cap. */
function withoutLease(
  lease: readonly [CallId, StoredLease] | undefined,
  caps: StoredCaps | undefined,
  end: StoredEnd,
  now: number,
) {
  const counts = recount(caps, { leaving: lease === undefined ? [] : [lease], ended: true });
  const isCounted = lease !== undefined;
  return {
    assignments: ['e = :end', 'o = l.#id', ...noteEnd(''), ...counts.assignments],
    removals: ['l.#id'],
    conditions: isCounted ? counts.conditions : ['(attribute_not_exists(c) OR size(c) = :none)'],
    names: { '#id': end.i, ...counts.ExpressionAttributeNames },
    values: {
      ':end': end,
      ':at': thisInstant(now),
      ':never': NEVER_ENDED,
      ...(!isCounted && { ':none': 0 }),
      ...counts.ExpressionAttributeValues,
    },
  };
}
