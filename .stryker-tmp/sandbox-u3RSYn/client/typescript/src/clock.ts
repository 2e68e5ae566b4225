/** Where a client's time comes from. Tests bring their own. */
export interface Clock {
  /** Milliseconds, of a clock that is never set: a jump of the time of day changes nothing. */
  now(): number;
  /** Resolves after so many milliseconds, or rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The longest that a timer takes. */
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
