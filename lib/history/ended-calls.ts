import type { EndedCall } from '../api/schemas/ended-call.ts';
import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { instant } from '../clock.ts';
import { durationOf } from './call-record.ts';
import type { GateItem } from '../gate/gate.ts';
import { callOf, hasExpired, leaseIn, type StoredLease } from '../gate/lease.ts';

/** A gate as it was, or as it became. */
type GateImage = Pick<GateItem, 'state' | 'l' | 'e'>;

/**
 * The calls whose end a change of a gate tells of: those whose lease is gone, or has been given to another call of the same
 * name. (Calls stay in the gate that let them in.) The change tells all that there is to know of each, so it matters neither
 * in which order changes are told, nor how late, nor how often.
 */
export function endedCalls(
  environment: EnvironmentId,
  before: GateImage,
  after: GateImage | undefined,
): EndedCall[] {
  return (Object.entries(before.l) as [CallId, StoredLease][]).flatMap(([id, lease]) => {
    const { leaseExpiresAt, ...call } = callOf(environment, id, lease);
    const standing = after && leaseIn(after.l, id);
    if (standing !== undefined && callOf(environment, id, standing).startedAt === call.startedAt) return [];
    const end = endOf(id, lease, before, after) ?? { endedAt: leaseExpiresAt, outcome: 'expired' };
    // The clock of the function that ended it may be behind that of the one that started it.
    const endedAt = end.endedAt < call.startedAt ? call.startedAt : end.endedAt;
    const ended = { ...call, status: 'ended', endedAt, outcome: end.outcome } as const;
    return [{ ...ended, durationSeconds: durationOf(ended) / 1000 }];
  });
}

/** When and how a call was ended by its holder, if this change is the one that did it, in time. */
function endOf(
  id: CallId,
  lease: StoredLease,
  before: GateImage,
  after: GateImage | undefined,
): Pick<EndedCall, 'endedAt' | 'outcome'> | undefined {
  const { e: told } = after ?? {};
  if (told?.i !== id || (before.e?.i === id && before.e.t === told.t)) return undefined;
  if (hasExpired(lease, told.t)) return undefined;
  return { endedAt: instant(told.t), outcome: before.state === 'draining' ? 'drained' : 'ended' };
}
