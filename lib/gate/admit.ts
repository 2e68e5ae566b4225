import type { CallId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { Outdated } from '../call.ts';
import { settle } from '../environments/settle.ts';
import type { World } from '../world.ts';
import { limitReached, OUTBOUND, type CapName } from './caps.ts';
import { limitOf, liveCalls, opens, type GateItem } from './gate.ts';
import { gatesKnownOf } from './known-gates.ts';
import { hasExpired, makeCallId, newLease, secondsLeft, type StoredLease } from './lease.ts';
import { readNamedCall } from './named-call.ts';
import { refusalBy, takePlace, type Applicant, type Sight } from './take-place.ts';
import { sweepGate } from './sweep.ts';
import { tryGate } from './try-gate.ts';

/** A call that runs: let in just now, or found running under the id that the applicant gave. */
export interface Admitted {
  readonly id: CallId;
  readonly lease: StoredLease;
  readonly isNew: boolean;
}

/** Only a gate that others change again and again in between takes more than one or two. */
const MOST_TRIES = 50;

/** After so many gates that turned out to be full it is time to look at all of them. */
const TRIES_BETWEEN_LOOKS = 4;

const LONGEST_WAIT_SECONDS = 30;

/**
 * Lets a call in if a place is free: one conditional write where the environment has one gate.
 * @param name the caller's own id for it, if there is one
 * @throws unauthenticated, environment_draining, concurrency_limit_reached; temporarily_unavailable
 */
export async function admit(applicant: Applicant, name: CallId | undefined, world: World): Promise<Admitted> {
  if (gatesKnownOf(applicant.machine.environmentId).count > 1)
    return admitToOneOfMany(applicant, name, world);
  const outcome = await enter(applicant, name, { index: 0, only: true }, world);
  if ('id' in outcome) return outcome;
  if (outcome.because === 'several') return admitToOneOfMany(applicant, name, world);
  throw refused(outcome.because, outcome.gate === undefined ? [] : [outcome.gate], applicant, world);
}

/** Tries gates that are likely to have a free place, and looks at all of them before it refuses. */
async function admitToOneOfMany(
  applicant: Applicant,
  name: CallId | undefined,
  world: World,
): Promise<Admitted> {
  const { table, clock } = world;
  const { environmentId, keyHash } = applicant.machine;
  const known = gatesKnownOf(environmentId);
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const index = tries % TRIES_BETWEEN_LOOKS === 0 ? undefined : known.likely(applicant);
    if (index !== undefined) {
      const outcome = await enter(applicant, name, { index, only: false }, world);
      if ('id' in outcome) return outcome;
      if (outcome.because === 'draining') throw refused('draining', [], applicant, world);
      // Locked may mean that this gate is gone: a look at all of them tells.
      continue;
    }
    const gates = await known.look(table, environmentId, applicant, () => clock.now());
    const now = clock.now();
    if (!opens(gates[0], keyHash, now)) throw refused('locked', gates, applicant, world);
    if (gates.length === 1) return admit(applicant, name, world);
    if (known.likely(applicant) !== undefined) continue;
    const running = name && (await findRunning(applicant, name, world));
    if (running !== undefined) return running;
    if (gates[0].state === 'draining') throw refused('draining', gates, applicant, world);
    if (limitReached(gates, applicant, now) !== undefined) throw refused('full', gates, applicant, world);
    // Fewer run than may, but the gates have not been told yet (see sharesAround).
    await settle(gates[0].a, environmentId, applicant, world);
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

/** Where there is no place, a call of this name may be running still: its row tells in which gate. */
async function findRunning(applicant: Applicant, name: CallId, world: World): Promise<Admitted | undefined> {
  const row = await readNamedCall(world.table, applicant.machine.environmentId, name);
  if (row === undefined) return undefined;
  const outcome = await enter(applicant, name, { index: row.g, only: false }, world);
  return 'id' in outcome ? outcome : undefined;
}

interface Door {
  readonly index: number;
  /** Whether this is taken for the environment's only gate. */
  readonly only: boolean;
}

/** Why one gate did not let a call in. `several`: it is not the only gate. */
interface TurnedAway {
  readonly because: 'locked' | 'draining' | 'full' | 'several';
  readonly gate: GateItem | undefined;
}

/** Tries one gate until it lets the call in or says why not. */
async function enter(
  applicant: Applicant,
  name: CallId | undefined,
  { index, only }: Door,
  world: World,
): Promise<Admitted | TurnedAway> {
  const { clock } = world;
  const { machine, leaseSeconds } = applicant;
  const known = gatesKnownOf(machine.environmentId);
  let seen: Sight = { caps: known.caps };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const now = clock.now();
    const id = name ?? makeCallId(applicant, index, clock);
    const lease = newLease(id, applicant, leaseSeconds, now);
    const write = takePlace(applicant, id, now, { seen, only });
    const tried = await tryGate(machine.environmentId, index, write, only ? undefined : name, world);
    const { gate } = tried;
    if (tried.done && gate === undefined) known.took(index, applicant);
    else known.saw(tried.index, gate, now);
    if (tried.done) return { id, lease, isNew: true };

    const refusal = refusalBy(gate, applicant, id, now);
    if (refusal.because === 'live') {
      // Let in by an earlier try whose answer was lost; or running already; or the id was made twice.
      if (tried.repeated && String(refusal.lease) === String(lease)) return { id, lease, isNew: true };
      if (name !== undefined) return { id, lease: refusal.lease, isNew: false };
    } else if (only && refusal.because !== 'locked' && gate?.n !== undefined && gate.n > 1) {
      known.sawCount(gate.n);
      return { because: 'several', gate };
    } else if (refusal.because === 'again') {
      seen = tried.index === index ? refusal.seen : { caps: refusal.seen.caps };
    } else if (refusal.because === 'unswept') {
      seen = { caps: (await sweepGate(world.table, refusal.gate, now)).c };
    } else if (refusal.because === 'outdated') {
      // Either it has changed since, or the gates were never told of it.
      await settle(refusal.gate.a, machine.environmentId, applicant, world);
      throw new Outdated();
    } else {
      return { because: refusal.because, gate };
    }
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

function refused(
  because: TurnedAway['because'],
  gates: readonly GateItem[],
  applicant: Applicant,
  { clock }: World,
): Problem {
  if (because === 'locked') return new Problem('unauthenticated');
  if (because === 'draining') return new Problem('environment_draining');
  const now = clock.now();
  // A lease that ran out just now does not change what the refusal was for.
  const { cap, limit, activeCalls } = limitReached(gates, applicant, now) ?? {
    cap: undefined,
    limit: limitOf(gates),
    activeCalls: liveCalls(gates, now),
  };
  return new Problem('concurrency_limit_reached', {
    detail: `${counted(cap)}: ${activeCalls}. Limit: ${limit}.`,
    limitOf: cap === undefined ? 'environment' : cap === OUTBOUND ? 'outbound' : 'campaign',
    limit,
    activeCalls,
    retryAfter: untilNextEnd(gates, now),
  });
}

function counted(cap: CapName | undefined): string {
  if (cap === undefined) return 'Running';
  return cap === OUTBOUND
    ? 'The other places are reserved for inbound calls. Running outbound'
    : 'Running of this campaign';
}

/** Seconds until the next lease could end. */
function untilNextEnd(gates: readonly GateItem[], now: number): number {
  const left = gates
    .flatMap((gate) => Object.values(gate.l))
    .filter((lease) => !hasExpired(lease, now))
    .map((lease) => secondsLeft(lease, now));
  return left.reduce((least, seconds) => Math.min(least, seconds), LONGEST_WAIT_SECONDS);
}
