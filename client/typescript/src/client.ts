import { heartbeats } from './calls/heartbeats.ts';
import { hold, type Holder } from './calls/hold.ts';
import { releases } from './calls/release.ts';
import { closeOnSignal } from './calls/shutdown.ts';
import { starts } from './calls/start.ts';
import type { BerthClient, ClientOptions, HeldCall, HoldOptions } from './calls/types.ts';
import { waiting } from './calls/waiting.ts';
import { systemClock } from './clock.ts';
import { bodiesOf, connection } from './connection.ts';
import { notifier } from './events.ts';
import { linked } from './linked.ts';
import { requests } from './calls/requests.ts';
import { ClientClosed } from './problem.ts';

/** Holds slots for calls in one environment. Make one for each process: all its calls share one heartbeat. */
export function berthClient(options: ClientOptions): BerthClient {
  const { origin, apiKey, clock = systemClock, endCallsOnSignals = true } = options;
  if (!origin || !apiKey) throw new TypeError('berthClient needs an origin and an apiKey.');
  const notify = notifier(options.onEvent);
  const { fetch: send = fetch, headers } = options;
  const ask = bodiesOf(connection({ origin, credential: apiKey, fetch: send, headers }, clock, notify));
  const { start, end, heartbeat, concurrency } = requests(ask);

  const closing = new AbortController();
  const held = new Set<HeldCall>();
  const beginning = new Set<Promise<unknown>>();
  let stopListening: (() => void) | undefined;

  const line = waiting(clock);
  const release = releases(end, clock, () => line.slotIsFree());
  const tryToHold = starts({ start, heartbeat, release, line, clock, notify });
  const holder: Holder = {
    clock,
    notify,
    release,
    heartbeats: heartbeats(ask, clock, notify),
    closed: closing.signal,
  };

  async function holdCall({ signal, ...more }: HoldOptions = {}): Promise<HeldCall> {
    closing.signal.throwIfAborted();
    const giveUp = linked(closing.signal, signal);
    const started = await tryToHold(more, giveUp.signal).finally(giveUp.unlink);
    const own = hold(started, signal, holder);
    const call: HeldCall = {
      ...own,
      async end(reason) {
        await own.end(reason);
        held.delete(call);
        if (held.size === 0) stopListening?.();
      },
      [Symbol.asyncDispose]: () => call.end(),
    };
    held.add(call);
    if (endCallsOnSignals && held.size === 1) stopListening = closeOnSignal(() => client.close());
    if (closing.signal.aborted) {
      await call.end('shutdown');
      throw new ClientClosed();
    }
    return call;
  }

  const client: BerthClient = {
    async holdCall(holdOptions) {
      const begun = holdCall(holdOptions);
      const settled = begun.catch(() => {}).finally(() => beginning.delete(settled));
      beginning.add(settled);
      return begun;
    },

    async withCall(run, withOptions) {
      const call = await client.holdCall(withOptions);
      let reason = 'failed';
      try {
        const result = await run(call);
        reason = 'completed';
        return result;
      } finally {
        await call.end(reason);
      }
    },

    concurrency,
    startCall: start,
    heartbeat,
    endCall: end,

    async close() {
      closing.abort(new ClientClosed());
      await Promise.all([...beginning, ...[...held].map((call) => call.end('shutdown'))]);
    },
  };
  return client;
}
