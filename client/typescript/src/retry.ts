import type { Clock } from './clock.ts';
import { BerthProblem, isRefusal } from './problem.ts';

const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface Persistence {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether to give up after this many tries; by default after five. */
  readonly isEnough?: (tries: number) => boolean;
  /** Whether an answer is final; by default every refusal is. */
  readonly isFinal?: (thrown: unknown) => boolean;
}

/**
 * Repeats a request when the network, the server or a gateway in front of it failed. Only for requests that are safe
 * to repeat.
 */
export async function persistently<Answer>(
  request: () => Promise<Answer>,
  { clock, signal, isEnough = untilTries, isFinal = isRefusal }: Persistence,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await request();
    } catch (thrown) {
      if (signal.aborted || isFinal(thrown) || isEnough(tries)) throw thrown;
      await clock.sleep(pauseAfter(tries, thrown), signal).catch(() => {
        throw thrown;
      });
    }
  }
}

/** Longer after each failure, different for each client, and not before the time that the server gave. */
export function pauseAfter(tries: number, thrown: unknown): number {
  const wished = thrown instanceof BerthProblem ? (thrown.retryAfter ?? 0) * 1000 : 0;
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
  return Math.min(LONGEST_PAUSE_MS, wished) + Math.random() * longest;
}

const untilTries = (tries: number): boolean => tries >= MAX_TRIES;
