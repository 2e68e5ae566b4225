import type { Clock } from './clock.ts';
import { BerthProblem, isRefusal } from './problem.ts';

const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface Persistence {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether nothing can be gained any more, after so many tries: five unless one says otherwise. */
  readonly isEnough?: (tries: number) => boolean;
  /** Whether an answer is final: a refusal unless one says otherwise. */
  readonly isFinal?: (thrown: unknown) => boolean;
}

/** Asks again when the network, the server or a gateway before it failed. Only for what is safe to repeat. */
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

/** Longer after each failure, never the same for two clients, and not before the server wants to be asked again. */
export function pauseAfter(tries: number, thrown: unknown): number {
  const wished = thrown instanceof BerthProblem ? (thrown.retryAfter ?? 0) * 1000 : 0;
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
  return Math.min(LONGEST_PAUSE_MS, wished) + Math.random() * longest;
}

const untilTries = (tries: number): boolean => tries >= MAX_TRIES;
