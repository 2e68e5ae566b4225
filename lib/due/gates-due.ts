import type { EnvironmentId } from '../api/schemas/ids.ts';
import { gateStates, leasesHeld, type GateItem } from '../gate/gate.ts';
import { secondsLeft } from '../gate/lease.ts';
import { gateAt } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import type { Context } from '../context.ts';
import { dueAt, fileDueBy, instantOfDue, type DueAt } from './due.ts';

/**
 * When gates are next due: when the first of their leases can expire, or soon, when they hold more of the plan than
 * they need. Never before the sweeper's next run.
 * @returns undefined when nothing is due: no leases, nothing to give back
 */
export function gatesDueAt(
  gates: readonly GateItem[],
  { clock, settings }: Pick<Context, 'clock' | 'settings'>,
): DueAt | undefined {
  const now = clock.now();
  const soon = now + settings.sweepSeconds * 1000;
  const first = needsReclaim(gates) ? soon : firstExpiry(gates, now);
  return first === undefined ? undefined : dueAt(Math.max(soon, first));
}

/** When the first of the leases in these gates can expire, in milliseconds; undefined when they hold none. */
export function firstExpiry(gates: readonly GateItem[], now: number): number | undefined {
  const expiries = gates
    .flatMap(({ l }) => Object.values(l))
    .map((lease) => now + secondsLeft(lease, now) * 1000);
  return expiries.length === 0 ? undefined : Math.min(...expiries);
}

/** Whether gates hold more of the plan than their quotas and calls need, or are draining without a call. */
export function needsReclaim(gates: readonly GateItem[]): boolean {
  const holdsMore = gates.some(({ m, r, l }) => r > Math.max(m, Object.keys(l).length));
  const [first] = gates;
  if (first === undefined) return false;
  return holdsMore || (gateStates[first.state].endsWithLastCall && leasesHeld(gates) === 0);
}

/** Writes due rows for changes of gates. It may get the same change again. */
export type DueFiler = (changes: readonly ItemChange[]) => Promise<void>;

const MAX_REMEMBERED = 10_000;
const CLOCKS_APART_MS = 2_000;

/**
 * Writes the due rows that changes of gates require: when an environment gets its first lease, or one that expires
 * before the others. So the start of a call does not have to. When one environment fails, the others are still handled.
 */
export function dueFiler(context: Context): DueFiler {
  /** When environments are next due, as far as this process knows. A row only ever moves to an earlier time. */
  const known = new Map<EnvironmentId, DueAt>();
  return async (changes) => {
    const gates = changes.flatMap(({ key, after }) => {
      const place = gateAt(key);
      return place === undefined || after === undefined ? [] : [{ ...place, gate: after as GateItem }];
    });
    const outcomes = await Promise.allSettled(
      [...Map.groupBy(gates, ({ environment }) => environment)].map(async ([environmentId, own]) => {
        // Only the last change of each gate counts: it includes the earlier ones.
        const latest = new Map(own.map(({ index, gate }) => [index, gate]));
        const wanted = gatesDueAt([...latest.values()], context);
        if (wanted === undefined || isKnown(environmentId, wanted)) return;
        const accountId = (own[0] as (typeof own)[0]).gate.a;
        const standing = await fileDueBy({ accountId, environmentId }, wanted, context);
        if (known.size >= MAX_REMEMBERED) known.clear();
        if (standing !== undefined) known.set(environmentId, standing);
      }),
    );
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  };

  /** Once a row is due, or nearly, the sweeper may have removed it. */
  function isKnown(environment: EnvironmentId, wanted: DueAt): boolean {
    const standing = known.get(environment);
    if (standing === undefined || standing > wanted) return false;
    return instantOfDue(standing) > context.clock.now() + CLOCKS_APART_MS;
  }
}
