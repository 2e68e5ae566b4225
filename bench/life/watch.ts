/** What an observer sees of slots and of those who wait for them. Times are milliseconds. */
export interface Watch {
  asks(): void;
  /** The waiter gave up, without a slot. */
  givesUp(): void;
  starts(): void;
  ends(): void;
  readonly seen: Seen;
}

export interface Seen {
  /** How long each slot stayed empty for which somebody waited when it became free. */
  readonly emptyMs: readonly number[];
  readonly mostAtOnce: number;
  /** How long somebody waited. */
  readonly waitedMs: number;
  /** The time of all slots together while somebody waited, and how much of it they were empty. */
  readonly slotMs: number;
  readonly emptySlotMs: number;
}

/** @param now by the clock that all of them share */
export function watch(now: () => number, slots: number): Watch {
  const seen = { emptyMs: [] as number[], mostAtOnce: 0, waitedMs: 0, slotMs: 0, emptySlotMs: 0 };
  const freeSince: number[] = [];
  let running = 0;
  let waiting = 0;
  let last = now();

  const pass = () => {
    const passed = now() - last;
    last = now();
    if (waiting === 0) return;
    seen.waitedMs += passed;
    seen.slotMs += slots * passed;
    seen.emptySlotMs += Math.min(waiting, slots - running) * passed;
  };
  return {
    seen,
    asks() {
      pass();
      waiting += 1;
    },
    givesUp() {
      pass();
      waiting -= 1;
    },
    starts() {
      pass();
      waiting -= 1;
      running += 1;
      seen.mostAtOnce = Math.max(seen.mostAtOnce, running);
      const since = freeSince.shift();
      if (since !== undefined) seen.emptyMs.push(now() - since);
    },
    ends() {
      pass();
      running -= 1;
      if (waiting > freeSince.length) freeSince.push(now());
    },
  };
}
