import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../api/problem.ts';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 200;
/** Longer would let the collisions of one account hold functions that all accounts share. */
const PATIENCE_MS = 1_000;

/** What one request may take: how long it may send anything to the table, and how long it tries again what has collided. */
export class Deadline {
  /** Aborted when the time is up: from then on nothing is sent to the table. */
  readonly signal: AbortSignal | undefined;
  readonly #patienceMs: number;
  #triesUntil: number | undefined;

  constructor(signal?: AbortSignal, patienceMs = PATIENCE_MS) {
    this.signal = signal;
    this.#patienceMs = patienceMs;
  }

  /**
   * Waits before something is tried again, longer from one time to the next, with full jitter. All retries of a request share
   * the time that begins with its first collision: a second, unless it was given more patience.
   * @param tries how often it was tried already
   * @param cause what the last try came to
   * @throws temporarily_unavailable when that time is over
   */
  async beforeNextTry(tries: number, cause?: unknown): Promise<void> {
    const now = performance.now();
    this.#triesUntil ??= now + this.#patienceMs;
    const wait = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
    if (now + wait > this.#triesUntil) throw unavailable(cause);
    await pause(wait);
  }
}

/**
 * Runs something that gets so much time and no more.
 * @throws temporarily_unavailable when the time is up first; then the deadline's signal is aborted
 */
export async function withDeadline<T>(
  milliseconds: number,
  run: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timeUp = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => {
      const error = unavailable(new DeadlineExceeded('the time of the request is up'));
      controller.abort(error);
      timeUp.reject(error);
    },
    Math.max(0, milliseconds),
  );
  try {
    return await Promise.race([run(new Deadline(controller.signal)), timeUp.promise]);
  } finally {
    clearTimeout(timer);
  }
}

class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/** @param cause what the database said: it is logged, and not told */
export const unavailable = (cause: unknown): Problem =>
  Object.assign(new Problem('temporarily_unavailable', { retryAfter: 1 }), { cause });
