import type { CallId } from '../api/ids.ts';
import { Problem } from '../api/problem.ts';
import { keys } from '../table/keys.ts';
import { read, update, type Conditional, type Table, type Updated } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import { settle } from '../environments/settle.ts';
import type { World } from '../world.ts';
import { limitOf, liveCalls, opens, readGates, type GateItem } from './gate.ts';
import { gateCountOf, gatesToTry, rememberGateCount } from './gates-known.ts';
import { hasExpired, leaseIn, makeCallId, newLease, secondsLeft, type StoredLease } from './lease.ts';
import { dropNamedCall, namedCallItem, type NamedCallItem } from './named-call.ts';
import { refusalBy, takePlace, type Applicant, type Swap } from './take-place.ts';

/** A call that runs: let in just now, or found running under the id that the applicant gave. */
export interface Admitted {
  readonly id: CallId;
  readonly lease: StoredLease;
  readonly isNew: boolean;
}

/** Only a gate that others change again and again in between takes more than one or two. */
const MOST_TRIES = 50;

const LONGEST_WAIT_SECONDS = 30;

/**
 * Lets a call in if a place is free: one conditional write where the environment has one gate.
 * @param name the caller's own id for it, if there is one
 * @throws unauthenticated, environment_draining, concurrency_limit_reached; temporarily_unavailable
 */
export async function admit(applicant: Applicant, name: CallId | undefined, world: World): Promise<Admitted> {
  const { environmentId } = applicant.machine;
  if (gateCountOf(environmentId) > 1) return admitToOneOfMany(applicant, name, world);
  const outcome = await enter(applicant, name, { index: 0, only: true }, world);
  if ('id' in outcome) return outcome;
  if (outcome.because === 'several') return admitToOneOfMany(applicant, name, world);
  throw refused(outcome.because, outcome.gate === undefined ? [] : [outcome.gate], world.clock.now());
}

async function admitToOneOfMany(
  applicant: Applicant,
  name: CallId | undefined,
  world: World,
): Promise<Admitted> {
  const { environmentId, keyHash } = applicant.machine;
  for (const index of gatesToTry(environmentId)) {
    const outcome = await enter(applicant, name, { index, only: false }, world);
    if ('id' in outcome) return outcome;
    // Locked may mean that there is no such gate any more: that is settled below.
    if (outcome.because === 'draining') throw refused(outcome.because, [], 0);
  }
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const gates = await readGates(world.table, environmentId);
    const now = world.clock.now();
    rememberGateCount(environmentId, Math.max(1, gates.length));
    if (!opens(gates[0], keyHash, now)) throw refused('locked', gates, now);
    if (gates.length === 1) return admit(applicant, name, world);
    const open = [...gates.keys()].filter((index) => hasRoom(gates[index], now));
    const index = open[Math.floor(Math.random() * open.length)];
    if (index === undefined) {
      const [{ a: account }] = gates as [GateItem];
      if (liveCalls(gates, now) >= limitOf(gates)) throw refused('full', gates, now);
      // Fewer run than may, but the gates have not been told yet (see quotasAround).
      await settle(account, environmentId, applicant, world);
      continue;
    }
    const outcome = await enter(applicant, name, { index, only: false }, world);
    if ('id' in outcome) return outcome;
    if (outcome.because === 'draining') throw refused(outcome.because, gates, now);
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

function hasRoom(gate: GateItem | undefined, now: number): boolean {
  return gate !== undefined && liveCalls([gate], now) < gate.m;
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
  const { table, clock } = world;
  const { machine, direction, leaseSeconds } = applicant;
  let swap: Swap | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const now = clock.now();
    const id = name ?? makeCallId(direction, index, clock);
    const lease = newLease(id, direction, leaseSeconds, now);
    const write = takePlace(applicant, id, now, { swap, only });
    const written =
      only || name === undefined
        ? await update<GateItem>(table, keys.gate(machine.environmentId, index), write)
        : await updateWithRow(applicant, name, index, write, world);
    if (written.done) return { id, lease, isNew: true };

    const gate = written.item;
    const refusal = refusalBy(gate, machine, id, now);
    if (refusal.because === 'live') {
      // Let in by an earlier try whose answer was lost; or running already; or the id was made twice.
      if (written.repeated && String(refusal.lease) === String(lease)) return { id, lease, isNew: true };
      if (name !== undefined) return { id, lease: refusal.lease, isNew: false };
    } else if (only && refusal.because !== 'locked' && gate?.n !== undefined && gate.n > 1) {
      rememberGateCount(machine.environmentId, gate.n);
      return { because: 'several', gate };
    } else if (refusal.because === 'again') {
      swap = refusal.swap;
    } else {
      return { because: refusal.because, gate };
    }
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

/** The write stands for one that DynamoDB refused, with what stood there. */
class Stood extends Error {
  readonly item: unknown;
  constructor(item: unknown) {
    super('refused');
    this.item = item;
  }
}
class RowStood extends Stood {}

/** The same write together with the row that says where a named call is. */
async function updateWithRow(
  { machine: { environmentId } }: Applicant,
  name: CallId,
  index: number,
  write: Conditional,
  { table, clock }: World,
): Promise<Updated<GateItem>> {
  const Key = keys.gate(environmentId, index);
  try {
    await transact(table, [
      {
        Put: {
          Item: namedCallItem(environmentId, name, index, clock),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
        otherwise: (standing: unknown) => new RowStood(standing),
      },
      {
        Update: { Key, ...write } as { Key: typeof Key; UpdateExpression: string },
        otherwise: (standing: unknown) => new Stood(standing),
      },
    ]);
    return { done: true, item: {} as GateItem };
  } catch (thrown) {
    if (!(thrown instanceof Stood)) throw thrown;
    if (!(thrown instanceof RowStood)) {
      return { done: false, item: thrown.item as GateItem | undefined, repeated: false };
    }
    return gateOfRow(environmentId, name, thrown.item as NamedCallItem, { table, clock });
  }
}

/** Follows a row that stood in the way. One whose call is over is removed, and its gate will say `again`. */
async function gateOfRow(
  environmentId: Applicant['machine']['environmentId'],
  name: CallId,
  row: NamedCallItem,
  { table, clock }: { table: Table; clock: World['clock'] },
): Promise<Updated<GateItem>> {
  const gate = await read<GateItem>(table, keys.gate(environmentId, row.g));
  const lease = gate && leaseIn(gate.l, name);
  if (lease === undefined || hasExpired(lease, clock.now())) {
    await dropNamedCall(table, environmentId, name, row);
  }
  return { done: false, item: gate, repeated: false };
}

function refused(because: TurnedAway['because'], gates: readonly GateItem[], now: number): Problem {
  if (because === 'locked') return new Problem('unauthenticated');
  if (because === 'draining') return new Problem('environment_draining');
  const limit = limitOf(gates);
  const activeCalls = liveCalls(gates, now);
  return new Problem('concurrency_limit_reached', {
    detail: `${activeCalls} calls are running, ${limit} may.`,
    limit,
    activeCalls,
    retryAfter: untilNextEnd(gates, now),
  });
}

/** Seconds until the next lease could end. */
function untilNextEnd(gates: readonly GateItem[], now: number): number {
  const left = gates
    .flatMap((gate) => Object.values(gate.l))
    .filter((lease) => !hasExpired(lease, now))
    .map((lease) => secondsLeft(lease, now));
  return left.reduce((least, seconds) => Math.min(least, seconds), LONGEST_WAIT_SECONDS);
}
