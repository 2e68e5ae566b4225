/** The source of a client's time. Tests bring their own. */
export interface Clock {
  /** Milliseconds, of a monotonic clock: a jump of the time of day changes nothing. */
  now(): number;
  /** Resolves after this many milliseconds, or rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The longest delay of a timer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(
        () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(LONGEST_TIMER_MS, Math.max(0, milliseconds)),
      );
      signal.addEventListener('abort', stop, { once: true });
    }),
};
