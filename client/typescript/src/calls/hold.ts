import type { Clock } from '../clock.ts';
import type { Notify } from '../events.ts';
import { linked } from '../linked.ts';
import type { Call } from '../management/types.ts';
import type { SlotLost } from '../problem.ts';
import type { Release } from './release.ts';
import type { Heartbeats } from './heartbeats.ts';
import type { HeldCall } from './types.ts';

export interface Started {
  readonly call: Call;
  /** When the start was requested, by our own clock. */
  readonly askedAt: number;
  readonly leaseSeconds: number;
}

/** What a held call needs from its client. */
export interface Holder {
  readonly clock: Clock;
  readonly notify: Notify;
  readonly heartbeats: Heartbeats;
  readonly release: Release;
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal;
}

/** A call that is held from now on. */
export function hold(
  { call, askedAt, leaseSeconds }: Started,
  signal: AbortSignal | undefined,
  { clock, notify, heartbeats, release, closed }: Holder,
): HeldCall {
  const over = new AbortController();
  const lost = new AbortController();
  const told = linked(lost.signal, closed, signal);
  let isGone = false;
  let ending: Promise<void> | undefined;

  heartbeats.keep({
    id: call.id,
    seconds: leaseSeconds,
    ends: askedAt + leaseSeconds * 1000,
    over: over.signal,
    lose(reason: SlotLost) {
      isGone = true;
      over.abort();
      notify({ type: 'call.lost', call, cause: reason });
      lost.abort(reason);
    },
  });

  const end = async (reason: string) => {
    over.abort();
    told.unlink();
    // A lost slot can't be given back.
    if (isGone) return;
    await release(call.id, reason, leaseSeconds);
    notify({ type: 'call.ended', call, endReason: reason, heldMs: clock.now() - askedAt });
  };
  return {
    call,
    signal: told.signal,
    end: (reason = 'completed') => (ending ??= end(reason)),
    async [Symbol.asyncDispose]() {
      await this.end();
    },
  };
}
