import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../api/problem.ts';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;
/** Well inside the functions' time limit, so that the caller hears from us and not from a timeout. */
const PATIENCE_MS = 7_000;

/**
 * Runs an attempt until it is through, with full jitter between two tries.
 * `undefined` from `verdict` means: worth another try; an error is thrown as it is.
 * @throws temporarily_unavailable when patience runs out.
 */
export async function retry<T>(attempt: () => Promise<T>, verdict: (thrown: unknown) => unknown): Promise<T> {
  const beforeNext = patience();
  for (;;) {
    try {
      return await attempt();
    } catch (thrown) {
      const final = verdict(thrown);
      if (final !== undefined) throw final;
      await beforeNext(thrown);
    }
  }
}

/**
 * What to wait for before each next try, longer from one to the next.
 * @throws temporarily_unavailable when patience runs out, with what the last try came to as its cause
 */
export function patience(): (cause?: unknown) => Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let longest = FIRST_PAUSE_MS;
  return async (cause) => {
    const wait = Math.random() * longest;
    longest = Math.min(LONGEST_PAUSE_MS, longest * 2);
    if (performance.now() + wait > deadline) throw unavailable(cause);
    await pause(wait);
  };
}

/** @param cause what the database said: it is logged, and not told */
export const unavailable = (cause: unknown): Problem =>
  Object.assign(new Problem('temporarily_unavailable', { retryAfter: 1 }), { cause });
