import type { Clock } from '../clock.ts';
import type { Notify } from '../events.ts';
import type { Call } from '../management/types.ts';
import { isRefusal } from '../problem.ts';
import { persistently } from '../retry.ts';
import type { Started } from './hold.ts';
import type { Release } from './release.ts';
import type { HoldOptions, StartCall } from './types.ts';
import type { Waiting } from './waiting.ts';

const DEFAULT_LEASE_SECONDS = 120;

interface Starting {
  readonly release: Release;
  readonly start: (body: StartCall, signal: AbortSignal) => Promise<Call>;
  readonly heartbeat: (id: string, leaseSeconds: number, signal: AbortSignal) => Promise<Call>;
  readonly line: Waiting;
  readonly clock: Clock;
  readonly notify: Notify;
}

/** Starts a call as soon as a slot is free, within the time to wait. */
export function starts({ start, heartbeat, release, line, clock, notify }: Starting) {
  return async ({ waitSeconds = 0, ...wanted }: HoldOptions, signal: AbortSignal): Promise<Started> => {
    const { leaseSeconds = DEFAULT_LEASE_SECONDS } = wanted;
    // With an id of its own, a start whose answer was lost can be repeated, and ended.
    const body = { ...wanted, leaseSeconds, id: wanted.id ?? crypto.randomUUID() };
    const from = clock.now();
    const tryToStart = async (until: AbortSignal): Promise<Started> => {
      let askedAt = from;
      let tries = 0;
      const request = async () => {
        tries += 1;
        askedAt = clock.now();
        const call = await start(body, until);
        if (tries === 1) return call;
        // An earlier try may have succeeded unnoticed, and most of its lease may be over.
        askedAt = clock.now();
        return heartbeat(call.id, leaseSeconds, until);
      };
      // A waiting start is repeated until the wait is over.
      const isEnough = waitSeconds > 0 ? { isEnough: () => false } : {};
      try {
        const call = await persistently(request, { clock, signal: until, ...isEnough });
        return { call, askedAt, leaseSeconds };
      } catch (thrown) {
        // A start without an answer may have succeeded all the same.
        if (!isRefusal(thrown)) void release(body.id, 'failed', leaseSeconds);
        throw thrown;
      }
    };
    const started = await line.start(tryToStart, {
      line: `${wanted.direction ?? 'outbound'} ${wanted.campaignId ?? ''}`,
      seconds: waitSeconds,
      signal,
      onFull: ({ retryAfter }) => notify({ type: 'call.waiting', id: body.id, retryAfter }),
    });
    notify({ type: 'call.started', call: started.call, waitedMs: clock.now() - from });
    return started;
  };
}
