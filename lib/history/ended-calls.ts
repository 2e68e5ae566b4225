import type { EndedCall } from '../api/schemas/ended-call.ts';
import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { durationOf } from './call-record.ts';
import { gateStates, type GateItem } from '../gate/gate.ts';
import type { PastEnds, StoredEnd } from '../gate/past-ends.ts';
import { callOf, expiresAt, hasExpired, instantOf, leaseIn, type StoredLease } from '../gate/lease.ts';

/** A gate before or after a change. */
type GateImage = Pick<GateItem, 'state' | 'l' | 'e' | 'o' | keyof PastEnds>;

/**
 * The calls that ended with a change of a gate: those whose lease is gone, or was replaced by another call of the
 * same name. (Calls stay in the gate that let them in.) The change has everything about each call, so the result does
 * not depend on how often, how late and in which order changes are delivered.
 */
export function endedCalls(
  environment: EnvironmentId,
  before: GateImage,
  after: GateImage | undefined,
): EndedCall[] {
  return (Object.entries(before.l) as [CallId, StoredLease][]).flatMap(([id, lease]) => {
    const standing = after && leaseIn(after.l, id);
    const startedAt = (of: StoredLease) => callOf(environment, id, of).startedAt;
    if (standing !== undefined && startedAt(standing) === startedAt(lease)) return [];
    const end = after && endIn(after, id);
    // Many calls can end within one hundredth of a second, so their times alone do not distinguish the ends.
    const isOfThisChange = before.e?.i !== id || String(pastEnds(before)) !== String(pastEnds(after));
    return [endedCall(environment, id, lease, isOfThisChange ? end : undefined, before.state)];
  });
}

const pastEnds = ({ e0, e1, e2 }: PastEnds = {}) => [e0, e1, e2];

/** How and when a call was ended. */
interface End extends Omit<StoredEnd, 'i'> {
  readonly at: number;
}

/** The end in a gate, if it is that of this call. */
function endIn({ e: end, e0: at }: GateImage, id: CallId): End | undefined {
  return end?.i === id && at !== undefined ? { ...end, at } : undefined;
}

/**
 * The calls of this id whose end can be read from a gate: the one that was ended last there, and one whose lease has
 * expired and was not swept yet. An earlier or later call of the same id may have ended in another gate.
 */
export function endsIn(environment: EnvironmentId, gate: GateImage, id: CallId, now: number): EndedCall[] {
  const lapsed = leaseIn(gate.l, id);
  const end = endIn(gate, id);
  return [
    ...(lapsed !== undefined && hasExpired(lapsed, now)
      ? [endedCall(environment, id, lapsed, undefined, gate.state)]
      : []),
    ...(end !== undefined && gate.o !== undefined
      ? [endedCall(environment, id, gate.o, end, gate.state)]
      : []),
  ];
}

/**
 * @param end how it was ended; undefined when its lease expired
 * @param state of its gate when it ended
 */
function endedCall(
  environment: EnvironmentId,
  id: CallId,
  lease: StoredLease,
  end: End | undefined,
  state: GateItem['state'],
): EndedCall {
  const { leaseExpiresAt: _, ...call } = callOf(environment, id, lease);
  const inTime = end !== undefined && expiresAt(lease) > end.at ? end : undefined;
  const at = inTime === undefined ? instantOf(expiresAt(lease)) : instantOf(inTime.at);
  // The clock of the function that ended it may be behind the clock of the one that started it.
  const endedAt = at < call.startedAt ? call.startedAt : at;
  return {
    ...call,
    status: 'ended',
    endedAt,
    durationSeconds: durationOf({ startedAt: call.startedAt, endedAt }) / 1000,
    outcome: inTime === undefined ? 'expired' : outcomeOf(inTime, state),
    ...(inTime?.r !== undefined && { endReason: inTime.r }),
  };
}

function outcomeOf({ b: by }: End, state: GateItem['state']): EndedCall['outcome'] {
  if (by === 'admin') return 'released';
  return gateStates[state].endsWithLastCall ? 'drained' : 'ended';
}
