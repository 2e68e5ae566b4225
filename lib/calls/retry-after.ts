import { ALL_CALLS, limitsOver, type LimitInUse, type LimitName } from '../gate/caps.ts';
import type { GateItem } from '../gate/gate.ts';
import { ENDS, NEVER_ENDED, type PastEnds } from '../gate/past-ends.ts';
import { hasExpired, instantOf, secondsLeft, traitsOf } from '../gate/lease.ts';

const LONGEST_WAIT_SECONDS = 30;

/** When the last calls under a limit were ended, the latest first, in milliseconds. */
function lastEnds(gates: readonly GateItem[], name: LimitName): number[] {
  return gates
    .map((gate): PastEnds => (name === ALL_CALLS ? gate : (gate.c?.[name] ?? {})))
    .flatMap(({ e0, e1, e2 }) => [e0, e1, e2])
    .filter((end): end is number => end !== undefined && end !== NEVER_ENDED)
    .map((end) => Date.parse(instantOf(end)))
    .toSorted((one, other) => other - one)
    .slice(0, ENDS);
}

/**
 * In how many seconds a slot under a limit is likely to be free: the mean time between the last ends, counting the time
 * since the last one, for each call that has to end first. Before two calls have ended, the time until the next lease
 * expires. At least 1 and at most 30, which is also the answer where no end would help, at a limit of 0.
 */
export function secondsUntilFree(
  gates: readonly GateItem[],
  { name, limit, activeCalls }: LimitInUse,
  now: number,
): number {
  if (limit === 0) return LONGEST_WAIT_SECONDS;
  const ends = lastEnds(gates, name);
  const first = ends.at(-1);
  const expected =
    first === undefined || ends.length < 2
      ? untilNextExpiry(gates, name, now)
      : ((now - first) / 1000 / (ends.length - 1)) * Math.max(1, activeCalls - limit + 1);
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(1, expected));
}

function untilNextExpiry(gates: readonly GateItem[], name: LimitName, now: number): number {
  const left = gates
    .flatMap(({ l }) => Object.entries(l))
    .filter(([id, lease]) => !hasExpired(lease, now) && limitsOver(traitsOf(id, lease)).includes(name))
    .map(([, lease]) => secondsLeft(lease, now));
  return Math.min(LONGEST_WAIT_SECONDS, ...left);
}
