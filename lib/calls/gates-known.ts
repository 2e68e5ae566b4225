import type { EnvironmentId } from '../api/ids.ts';

/** What this process remembers of an environment's gates. */
interface Known {
  readonly count: number;
  /** A gate in which a place was given back lately. */
  readonly free?: number;
}

const MOST_REMEMBERED = 10_000;
const known = new Map<EnvironmentId, Known>();

/**
 * How many gates an environment had when this process last saw: 1 until it is known better. It may be wrong at any time;
 * then a request to DynamoDB finds out, so a wrong memory costs a request and never an answer.
 */
export const gateCountOf = (environment: EnvironmentId): number => known.get(environment)?.count ?? 1;

export function rememberGateCount(environment: EnvironmentId, count: number): void {
  if (count === gateCountOf(environment)) return;
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(environment, { count });
}

/** Remembers where a place was given back, for the next call that wants one. */
export function rememberFree(environment: EnvironmentId, index: number): void {
  const { count } = known.get(environment) ?? { count: 1 };
  if (count > 1) known.set(environment, { count, free: index });
}

/** Up to three gates to try before all of them are looked at: where a place was given back, and two at random. */
export function gatesToTry(environment: EnvironmentId): number[] {
  const { count, free } = known.get(environment) ?? { count: 1 };
  const random = () => Math.floor(Math.random() * count);
  return [...new Set([...(free === undefined ? [] : [free]), random(), random()])];
}
