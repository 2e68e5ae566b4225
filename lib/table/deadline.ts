import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../api/problem.ts';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 200;
/** With more time, the collisions of one account could occupy functions that all accounts share. */
const PATIENCE_MS = 1_000;

/** The time of one request: how long it may send anything to the table, and how long it retries after collisions. */
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
   * Waits before a retry, longer each time, with full jitter. All retries of a request share a time that begins with
   * its first collision: one second, unless the request was given more.
   * @param tries how many tries there were
   * @param cause the outcome of the last try
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
 * Runs something with a time limit.
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

/** @param cause the message of the database: it is logged, and never sent to the caller */
export const unavailable = (cause: unknown): Problem =>
  Object.assign(new Problem('temporarily_unavailable', { retryAfter: 1 }), { cause });
