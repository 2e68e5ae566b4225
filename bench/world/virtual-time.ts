import type { ClientOptions, Clock } from '../../client/typescript/src/index.ts';

export interface VirtualTime {
  readonly clock: Clock;
  /** Counts requests that are under way. */
  readonly fetch: typeof fetch;
  /** The requests that were sent: method and path, and when. */
  readonly sent: { readonly method: string; readonly path: string; readonly at: number }[];
  /** Everything that is due within this many seconds happens, in its order and to its end. */
  advance(seconds: number, options?: { readonly untilQuiet?: boolean }): Promise<void>;
  /** Resolves when no request is under way. */
  quiet(): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/**
 * Time that moves only when it is told to, for a client and for the server with it.
 * @param serverMoves moves the server's clock by this many seconds
 */
export function virtualTime(
  serverMoves: (seconds: number) => void | Promise<void>,
  send: typeof fetch = fetch,
): VirtualTime & Pick<ClientOptions, 'clock' | 'fetch'> {
  let now = 0;
  let onTheirWay = 0;
  const timers = new Set<Timer>();
  const sent: VirtualTime['sent'] = [];

  const quiet = async () => {
    for (let turns = 0; turns < 5; turns = onTheirWay > 0 ? 0 : turns + 1)
      await new Promise((next) => setImmediate(next));
  };
  /** Long enough for every answer. */
  const answered = () => new Promise<void>((next) => setTimeout(next, 300));
  const moveTo = async (instant: number) => {
    await serverMoves((instant - now) / 1000);
    now = instant;
  };

  return {
    sent,
    quiet,
    clock: {
      now: () => now,
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          signal.throwIfAborted();
          const timer = { at: now + Math.max(0, milliseconds), ring: () => finish(resolve) };
          const stop = () => finish(() => reject(signal.reason as Error));
          const finish = (settle: () => void) => {
            timers.delete(timer);
            signal.removeEventListener('abort', stop);
            settle();
          };
          timers.add(timer);
          signal.addEventListener('abort', stop, { once: true });
        }),
    },
    async fetch(url, init) {
      sent.push({
        method: init?.method ?? 'GET',
        path: new URL(url instanceof Request ? url.url : url).pathname,
        at: now / 1000,
      });
      onTheirWay += 1;
      try {
        const response = await send(url, init);
        // With its body, because reading it takes turns of the loop as well.
        const body = await response.arrayBuffer();
        return new Response(body.byteLength === 0 ? null : body, response);
      } finally {
        onTheirWay -= 1;
      }
    },
    async advance(seconds, { untilQuiet = true } = {}) {
      const until = now + seconds * 1000;
      const settled = untilQuiet ? quiet : answered;
      await settled();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        await moveTo(next.at);
        next.ring();
        await settled();
      }
      await moveTo(until);
    },
  };
}
