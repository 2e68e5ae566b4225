import type { CallId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { World } from '../world.ts';
import { recount } from './caps.ts';
import { opens, type GateItem, type KeyHolder, type StoredCaps } from './gate.ts';
import { assertKeyAlive, gateToldBy, writeAsHolder, type HolderWrite } from './held-gate.ts';
import { gatesKnownOf } from './known-gates.ts';
import { isGateMade, leaseIn, leaseToldBy } from './lease.ts';
import { dropNamedCall, readNamedCall } from './named-call.ts';

/** Only a gate whose caps are changed again and again in between takes more than two. */
const MAX_TRIES = 20;

/**
 * Takes the lease of a call out of its gate: one conditional write where its id tells the gate, or there is only one.
 * Nothing changes when no gate holds such a lease (any more).
 * @returns the gate, when it has something to be settled (see isUnsettled)
 * @throws unauthenticated; temporarily_unavailable
 */
export async function endLease(holder: KeyHolder, id: CallId, world: World): Promise<GateItem | undefined> {
  const known = gatesKnownOf(holder.environmentId);
  const told = gateToldBy(id, holder);
  if (told !== undefined) {
    const { ended, gate } = await endIn(told, holder, id, world);
    if (ended) return gate;
    await assertKeyAlive(gate, holder, world);
    if (isGateMade(id) || (gate?.n ?? 1) === 1) return undefined;
    known.sawCount(gate?.n ?? 1);
  }
  const row = await readNamedCall(world.table, holder.environmentId, id);
  const { ended, gate } = await endIn(row?.g ?? 0, holder, id, world);
  if (!ended) await assertKeyAlive(gate, holder, world);
  else if (row !== undefined) await dropNamedCall(world.table, holder.environmentId, id, row);
  return ended ? gate : undefined;
}

async function endIn(
  index: number,
  holder: KeyHolder,
  id: CallId,
  world: World,
): Promise<{ ended: boolean; gate: GateItem | undefined }> {
  const known = gatesKnownOf(holder.environmentId);
  let seen: GateItem | undefined;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const now = world.clock.now();
    if (seen !== undefined && leaseIn(seen.l, id) === undefined) return { ended: false, gate: seen };
    const written = await writeAsHolder(holder, index, leaving(id, seen, known.caps, now), now, world);
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
 * Takes a lease out of its gate, and out of the counts under the caps that its call comes under. The first try takes the
 * gate for settled (see isUnsettled); where it is not, the next one returns it, so that it is seen to.
 */
function leaving(
  id: CallId,
  seen: GateItem | undefined,
  knownCaps: StoredCaps | undefined,
  now: number,
): HolderWrite {
  const lease = seen === undefined ? leaseToldBy(id) : leaseIn(seen.l, id);
  const counts = recount(seen === undefined ? knownCaps : seen.c, {
    leaving: lease === undefined ? [] : [[id, lease]],
  });
  return {
    returnsGate: seen !== undefined,
    assignments: ['e = :end', ...counts.assignments],
    removals: ['l.#id'],
    conditions: [
      // Under this id another call may run by now, with other traits than the one that was seen.
      seen === undefined ? 'attribute_exists(l.#id)' : 'l.#id = :lease',
      // Of a lease that was not seen and is not told by its id, nothing is known: it may be under any cap.
      ...(lease === undefined ? ['(attribute_not_exists(c) OR size(c) = :none)'] : counts.conditions),
      ...(seen === undefined ? ['r = m AND #state = :open'] : []),
    ],
    names: {
      '#id': id,
      ...(seen === undefined && { '#state': 'state' }),
      ...counts.ExpressionAttributeNames,
    },
    values: {
      ':end': { i: id, t: now },
      ...(seen === undefined && { ':open': 'open' }),
      ...(lease === undefined && { ':none': 0 }),
      ...(seen !== undefined && { ':lease': lease }),
      ...counts.ExpressionAttributeValues,
    },
  };
}
