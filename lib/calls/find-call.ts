import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../api/schemas/call.ts';
import type { EndedCall } from '../api/schemas/ended-call.ts';
import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import type { GateItem } from '../gate/gate.ts';
import { instantOf, isGateMade } from '../gate/lease.ts';
import { NEVER_ENDED } from '../gate/past-ends.ts';
import { isKept } from '../history/call-record.ts';
import { endsIn } from '../history/ended-calls.ts';
import { findEndedCall } from '../history/find-ended-call.ts';
import { callUnder } from './live-calls.ts';

/** The running call of this id, or else the latest one that has ended. @throws not_found */
export async function findCall(
  id: CallId,
  gates: readonly GateItem[],
  environment: EnvironmentId,
  context: Context,
): Promise<Call | EndedCall> {
  const call =
    callUnder(id, gates, environment, context.clock.now()) ??
    (await latestEnded(id, gates, environment, context));
  if (call === undefined) throw new Problem('not_found');
  return call;
}

/**
 * The latest ended call of this id. An id that a gate made belongs to one call only. A caller's own id may belong to
 * several calls, one after the other: then what the gates still know is compared with the latest record.
 */
async function latestEnded(
  id: CallId,
  gates: readonly GateItem[],
  environment: EnvironmentId,
  context: Context,
): Promise<EndedCall | undefined> {
  const now = context.clock.now();
  const inGates = gates
    .flatMap((gate) => endsIn(environment, gate, id, now))
    .filter((end) => isKept(end, now));
  if (isGateMade(id) && inGates.length > 0) return inGates[0];
  const recorded = await recordOf(id, gates, environment, context, inGates.length > 0);
  const ends = recorded === undefined ? inGates : [...inGates, recorded];
  return ends.toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1))[0];
}

/** How long it takes at most, as a rule, until an ended call has its record, in milliseconds. */
const RECORDED_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 250;

/**
 * The record of an ended call. A gate keeps only its last end, so a call that ended just before that may be neither in
 * a gate nor recorded yet: then its record is waited for.
 */
async function recordOf(
  id: CallId,
  gates: readonly GateItem[],
  environment: EnvironmentId,
  context: Context,
  isInGates: boolean,
): Promise<EndedCall | undefined> {
  const lastEnds = gates.map(({ e0 = NEVER_ENDED }) => Date.parse(instantOf(e0)));
  const waitUntil = isInGates ? 0 : Math.max(0, ...lastEnds) + RECORDED_WITHIN_MS;
  let recorded = await findEndedCall(environment, id, context);
  while (recorded === undefined && context.clock.now() < waitUntil) {
    await pause(LOOK_EVERY_MS);
    recorded = await findEndedCall(environment, id, context);
  }
  return recorded;
}
