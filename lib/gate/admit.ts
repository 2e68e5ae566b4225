import { isDeepStrictEqual } from 'node:util';
import type { AccountId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import {
  acquireLease,
  rejectionBy,
  type GateRejection,
  type GateSnapshot,
  type StartedCall,
  type StartRequest,
} from './acquire-lease.ts';
import { limitReached, limitsInUse, type LimitInUse } from './caps.ts';
import { gateOf, gateStates, indexOf, readGates, type ClosedState, type GateItem } from './gate.ts';
import { opens } from './api-key.ts';
import { gatesKnownOf, type KnownGates } from './known-gates.ts';
import { hasExpired, leaseIn, makeCallId, newLease, startOf, type StoredLease } from './lease.ts';
import { sweepGate } from './sweep.ts';
import { writeLease } from './write-lease.ts';

/** Why no call starts. */
export type Rejection =
  | { readonly because: 'unauthenticated' }
  | { readonly because: ClosedState; readonly gates: readonly GateItem[] }
  | { readonly because: 'full'; readonly reached: LimitInUse; readonly gates: readonly GateItem[] }
  /** The gates do not have a limit yet, or not their shares of it: reclaim, then try again. */
  | { readonly because: 'stale'; readonly account: AccountId };

/** More than one or two tries are needed only when others keep changing the gates at the same time. */
const MAX_TRIES = 50;

/** After this many full gates, all of them are read. */
const TRIES_BETWEEN_LOOKS = 4;

/** The gate to try next, and its last known state. */
interface GateTarget {
  readonly index: number;
  readonly snapshot: GateSnapshot;
}

/**
 * Starts a call if a slot is free: pick a gate, try to write the lease into it, use the answer of a refusal for the
 * next try. In an environment of one gate the first try decides. Among several, all of them are read before a call is
 * refused.
 * @throws temporarily_unavailable
 */
export async function admit(request: StartRequest, context: Context): Promise<StartedCall | Rejection> {
  const known = gatesKnownOf(request.holder.environmentId);
  let target = pick(known, request);
  let lookedAt: readonly GateItem[] | undefined;
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    if (target === undefined) {
      const gates = await readGates(context.table, request.holder.environmentId);
      const now = context.clock.now();
      known.sawAll(gates, now);
      target = pick(known, request);
      const verdict =
        verdictOn(gates, request, now) ??
        (target === undefined ? verdictOnFull(gates, lookedAt, request, now) : undefined);
      if (verdict !== undefined) return verdict;
      lookedAt = gates;
      continue;
    }
    const outcome = await tryAcquire(target, request, known, context);
    if ('id' in outcome) return outcome;
    if (outcome.because === 'retry') target = outcome.target;
    else if (outcome.because !== 'elsewhere') return outcome;
    else target = tries % TRIES_BETWEEN_LOOKS === 0 ? undefined : pick(known, request);
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

function pick(known: KnownGates, request: StartRequest): GateTarget | undefined {
  const index = known.likely(request);
  return index === undefined ? undefined : { index, snapshot: { caps: known.caps } };
}

/** The next step after a gate did not let the call in, if that does not decide it: try again there, or another gate. */
type Onward = { readonly because: 'retry'; readonly target: GateTarget } | { readonly because: 'elsewhere' };

/** Tries one gate, and remembers what its answer shows. */
async function tryAcquire(
  { index, snapshot }: GateTarget,
  request: StartRequest,
  known: KnownGates,
  context: Context,
): Promise<StartedCall | Rejection | Onward> {
  const { holder, name, leaseSeconds, beside } = request;
  const only = known.count === 1;
  const now = context.clock.now();
  const id = name ?? makeCallId(request, index, context.clock);
  const started: StartedCall = { id, lease: newLease(id, request, leaseSeconds, now), isNew: true };
  const result = await writeLease(
    {
      environment: holder.environmentId,
      index,
      write: acquireLease(request, id, now, { snapshot, only }),
      name: only ? undefined : name,
      beside: beside?.(started) ?? [],
    },
    context,
  );
  if (result.done) {
    known.took(index, request);
    return started;
  }
  const { gate } = result;
  known.saw(result.index, gate, now);
  const rejection = rejectionBy(gate, request, id, now);
  if (rejection.because === 'live') {
    // Started by an earlier try whose answer was lost, or already running, or the id was generated twice.
    if (result.repeated && isDeepStrictEqual(rejection.lease, started.lease)) return started;
    if (name !== undefined) return { id, lease: rejection.lease, isNew: false };
    return { because: 'retry', target: { index, snapshot } };
  }
  if (gate === undefined) return only ? { because: 'unauthenticated' } : { because: 'elsewhere' };
  if (only && rejection.because !== 'unauthenticated' && gate.n !== undefined && gate.n > 1) {
    known.sawCount(gate.n);
    return { because: 'elsewhere' };
  }
  return afterRejection(rejection, { index, gate, isAsked: result.index === index, only }, request, context);
}

/** What a rejection by a gate means: for the whole environment when it is the only one. */
async function afterRejection(
  rejection: Exclude<GateRejection, { because: 'live' }>,
  { index, gate, isAsked, only }: { index: number; gate: GateItem; isAsked: boolean; only: boolean },
  request: StartRequest,
  { table, clock }: Context,
): Promise<Rejection | Onward> {
  const retryWith = (snapshot: GateSnapshot): Onward => ({ because: 'retry', target: { index, snapshot } });
  switch (rejection.because) {
    case 'outdated':
      return retryWith(isAsked ? rejection.snapshot : { caps: gate.c });
    case 'unswept':
      return retryWith({ caps: (await sweepGate(table, gate, clock.now())).c });
    case 'stale':
      return { because: 'stale', account: gate.a };
    case 'paused':
    case 'suspended':
    case 'draining':
      return { because: rejection.because, gates: [gate] };
    case 'unauthenticated':
      // Among several gates, this one may have been removed: reading all of them decides.
      return only ? { because: 'unauthenticated' } : { because: 'elsewhere' };
    case 'full': {
      if (!isAsked) return retryWith({ caps: gate.c });
      if (!only) return { because: 'elsewhere' };
      const now = clock.now();
      // A lease that expires just now does not change why the start was refused.
      const reached = limitReached([gate], request, now) ?? limitsInUse([gate], now)[0];
      return { because: 'full', reached, gates: [gate] };
    }
  }
}

/**
 * Reads all gates: the state that the first gate has for all of them, and the call of this name, if it runs in one of
 * them.
 */
function verdictOn(
  gates: readonly GateItem[],
  { holder, name }: StartRequest,
  now: number,
): StartedCall | Rejection | undefined {
  const [first] = gates;
  if (!opens(first, holder.keyHash, now)) return { because: 'unauthenticated' };
  const lease = name && gates.map(({ l }) => leaseIn(l, name)).find((held) => held !== undefined);
  if (name !== undefined && lease !== undefined && !hasExpired(lease, now))
    return { id: name, lease, isNew: false };
  const { refuses } = gateStates[first.state];
  return refuses && { because: refuses, gates };
}

/**
 * The rejection when all gates are full for such a call; undefined when another reading is needed. Gates are read one
 * after the other, so a reading may show a state that never existed: a slot freed in the first gate after it was read,
 * and one taken in the last gate before it was read, are both missed. A call is refused only when the calls that two
 * readings agree on reach the limit: all of them were running between the two.
 */
function verdictOnFull(
  gates: readonly GateItem[],
  before: readonly GateItem[] | undefined,
  request: StartRequest,
  now: number,
): Rejection | undefined {
  // Fewer calls run than the limit allows, but the gates do not have their shares yet (see sharesAround).
  if (limitReached(gates, request, now) === undefined)
    return { because: 'stale', account: (gates[0] as GateItem).a };
  const reached = before && limitReached(inBoth(before, gates), request, now);
  return reached && { because: 'full', reached, gates };
}

/** The gates with only those calls that were also running in an earlier reading. */
function inBoth(before: readonly GateItem[], gates: readonly GateItem[]): GateItem[] {
  return gates.map((gate) => {
    const earlier = gateOf(before, indexOf(gate))?.l ?? {};
    const isSame = ([id, lease]: [string, StoredLease]) => {
      const was = leaseIn(earlier, id);
      return was !== undefined && startOf(id, was) === startOf(id, lease);
    };
    return { ...gate, l: Object.fromEntries(Object.entries(gate.l).filter(isSame)) };
  });
}
