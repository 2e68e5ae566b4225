import { systemClock, type Clock } from '../../lib/clock.ts';

/** A clock that runs like the machine's, and can be moved. */
export interface MovableClock extends Clock {
  /** Moves it forwards (or backwards) by this many seconds. */
  advance(seconds: number): void;
}

export function movableClock(): MovableClock {
  let offset = 0;
  return {
    now: () => systemClock.now() + offset,
    randomBytes: (length) => systemClock.randomBytes(length),
    advance: (seconds) => void (offset += Math.round(seconds * 1000)),
  };
}
