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
  const deadline = performance.now() + PATIENCE_MS;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      const final = verdict(thrown);
      if (final !== undefined) throw final;
    }
    const wait = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
    if (performance.now() + wait > deadline) throw new Problem('temporarily_unavailable', { retryAfter: 1 });
    await pause(wait);
  }
}
