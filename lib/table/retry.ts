import { Deadline } from './deadline.ts';

/**
 * Repeats an attempt until it succeeds, or fails for a reason that another try would not change.
 * @param deadline of the request that it is part of; without one it has a second of its own
 * @throws what the attempt throws; temporarily_unavailable when there is no time for another try.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  isWorthAnotherTry: (thrown: unknown) => boolean,
  deadline = new Deadline(),
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!isWorthAnotherTry(thrown)) throw thrown;
      await deadline.beforeNextTry(tries, thrown);
    }
  }
}
