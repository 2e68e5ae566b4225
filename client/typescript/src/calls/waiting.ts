import type { Clock } from '../clock.ts';
import { linked } from '../linked.ts';
import { BerthProblem, FULL, isRefusal } from '../problem.ts';

/** One try to start a call. @throws BerthProblem `concurrency_limit_reached` when all slots are taken */
export type TryToStart<Started> = (signal: AbortSignal) => Promise<Started>;

export interface Wait {
  /** Calls that wait for slots under the same limit wait in the same line. */
  readonly line: string;
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onFull: (problem: BerthProblem) => void;
}

export interface Waiting {
  /**
   * Starts as soon as a slot is free: first come, first served. The wait ends in time, even when a try is not
   * answered.
   */
  start<Started>(tryToStart: TryToStart<Started>, wait: Wait): Promise<Started>;
  /** A call of this process has ended: the first in line tries at once. */
  slotIsFree(): void;
}

/** Only the first in line asks, so that a process asks once, however many of its calls wait. */
interface Line {
  readonly tickets: object[];
  /** Calls of this process that ended since the last refusal. */
  freed: number;
  /** When to try next, if nothing happens before. */
  askAt: number;
  /** Somebody leaves the line, or a slot is free. */
  changed: AbortController;
}

/** The interval between tries, in seconds. Calls of other processes also free slots. */
const SHORTEST_PAUSE = 1.3;
const LONGEST_PAUSE = 4;
/** For a call that was never first in line: how long its last try may take, in milliseconds. */
const LAST_TRY_MS = 15_000;

export function waiting(clock: Clock): Waiting {
  const lines = new Map<string, Line>();

  const change = (line: Line) => {
    const { changed } = line;
    line.changed = new AbortController();
    changed.abort();
  };

  return {
    slotIsFree() {
      for (const line of lines.values()) {
        line.freed += 1;
        change(line);
      }
    },

    async start(tryToStart, { line: name, seconds, signal, onFull }) {
      if (seconds <= 0) return tryToStart(signal);
      const line = lines.get(name) ?? {
        tickets: [],
        freed: 0,
        askAt: clock.now(),
        changed: new AbortController(),
      };
      lines.set(name, line);
      const ticket = {};
      line.tickets.push(ticket);
      const timeUp = new AbortController();
      const timer = new AbortController();
      const until = clock.now() + seconds * 1000;
      void clock.sleep(seconds * 1000, timer.signal).then(
        () => timeUp.abort(new DOMException('Gave up waiting for a slot.', 'TimeoutError')),
        () => {},
      );
      try {
        return await firstInLine(line, ticket, { tryToStart, until, signal, timeUp: timeUp.signal, onFull });
      } finally {
        timer.abort();
        line.tickets.splice(line.tickets.indexOf(ticket), 1);
        if (line.tickets.length === 0) lines.delete(name);
        else change(line);
      }
    },
  };

  async function firstInLine<Started>(
    line: Line,
    ticket: object,
    { tryToStart, until, signal, timeUp, onFull }: Turn<Started>,
  ): Promise<Started> {
    let full: BerthProblem | undefined;
    for (;;) {
      signal.throwIfAborted();
      const isFirst = line.tickets[0] === ticket;
      const isOver = timeUp.aborted || clock.now() >= until;
      if (isOver && full !== undefined) throw full;
      if (!isOver && (!isFirst || (line.freed === 0 && line.askAt > clock.now()))) {
        const next = isFirst ? Math.min(line.askAt, until) : until;
        const wake = linked(signal, timeUp, line.changed.signal);
        await clock.sleep(next - clock.now(), wake.signal).catch(() => {});
        wake.unlink();
        continue;
      }
      // A call that was never first in line has one try at the end, which shows the reason.
      const hadSlot = line.freed > 0;
      line.freed = Math.max(0, line.freed - 1);
      const bound = linked(signal, isOver ? AbortSignal.timeout(LAST_TRY_MS) : timeUp);
      try {
        const started = await tryToStart(bound.signal);
        // Other processes may have freed several slots. A call of our own frees one.
        if (!hadSlot) line.askAt = clock.now();
        return started;
      } catch (thrown) {
        signal.throwIfAborted();
        if (!(thrown instanceof BerthProblem) || thrown.code !== FULL)
          throw isRefusal(thrown) ? thrown : (full ?? thrown);
        full = thrown;
        onFull(thrown);
        line.askAt = clock.now() + pauseFor(thrown) * 1000;
      } finally {
        bound.unlink();
      }
    }
  }
}

interface Turn<Started> {
  readonly tryToStart: TryToStart<Started>;
  readonly until: number;
  readonly signal: AbortSignal;
  readonly timeUp: AbortSignal;
  readonly onFull: (problem: BerthProblem) => void;
}

/** One to five seconds, sooner where calls end often, and never the same for two processes. */
function pauseFor({ retryAfter = LONGEST_PAUSE }: BerthProblem): number {
  const pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, retryAfter));
  return pause * (0.75 + Math.random() / 2);
}
