import type { Clock } from '../clock.ts';
import type { Ask } from '../connection.ts';
import type { Notify } from '../events.ts';
import type { Operations } from '../management/types.ts';
import { SlotLost } from '../problem.ts';
import { pauseAfter } from '../retry.ts';

/** A slot that is held. */
export interface Lease {
  readonly id: string;
  readonly seconds: number;
  /** When it ends, by our own clock: counted from before the request that gave it, so never later than by Berth's. */
  ends: number;
  /** Aborted when the call has ended. */
  readonly over: AbortSignal;
  /** The slot is lost. */
  readonly lose: (reason: SlotLost) => void;
}

export interface Heartbeats {
  /** Keeps a lease alive until it is over. */
  keep(lease: Lease): void;
}

/** Three heartbeats for each lease, so two may be lost. */
const BEATS_PER_LEASE = 3;
const IDS_PER_REQUEST = 100;
const MAX_REQUEST_MS = 10_000;

/** One heartbeat for all calls with leases of the same length. */
export function heartbeats(ask: Ask, clock: Clock, notify: Notify): Heartbeats {
  const groups = new Map<number, Set<Lease>>();

  return {
    keep(lease) {
      const group = groups.get(lease.seconds) ?? new Set();
      group.add(lease);
      lease.over.addEventListener('abort', () => group.delete(lease), { once: true });
      void watch(lease);
      if (groups.has(lease.seconds)) return;
      groups.set(lease.seconds, group);
      void beat(lease.seconds, group, lease.ends);
    },
  };

  /**
   * A failed heartbeat is repeated until it succeeds or its leases have ended, even when the key is refused: that
   * may be a mistake that somebody corrects in time.
   */
  async function beat(seconds: number, group: Set<Lease>, firstEnds: number): Promise<void> {
    const duration = seconds * 1000;
    const interval = duration / BEATS_PER_LEASE;
    let begun = firstEnds - duration + interval;
    let next = begun;
    let failures = 0;
    for (;;) {
      await untilNextOrEmpty(next, group);
      if (group.size === 0) break;
      if (failures === 0) begun = clock.now();
      const due = [...group].filter(({ ends }) => ends < begun + duration);
      const failure = await renewAll(due, seconds);
      failures = failure === undefined ? 0 : failures + 1;
      next = failure === undefined ? begun + interval : clock.now() + pauseAfter(failures, failure.cause);
    }
    groups.delete(seconds);
  }

  /** @returns a failure, if any request failed */
  async function renewAll(
    leases: readonly Lease[],
    seconds: number,
  ): Promise<{ cause: unknown } | undefined> {
    const parts = Array.from({ length: Math.ceil(leases.length / IDS_PER_REQUEST) }, (_, part) =>
      leases.slice(part * IDS_PER_REQUEST, (part + 1) * IDS_PER_REQUEST),
    );
    const failures = await Promise.all(parts.map((part) => renew(part, seconds)));
    return failures.find((failure) => failure !== undefined);
  }

  /** Nothing waits for an empty group, so that no timer keeps a process alive. */
  async function untilNextOrEmpty(next: number, group: Set<Lease>): Promise<void> {
    while (group.size > 0) {
      const left = next - clock.now();
      if (left <= 0) return;
      const [first] = group;
      await clock.sleep(left, (first as Lease).over).catch(() => {});
    }
  }

  /** Reports a lease that ended without being renewed: another call may hold the slot then. */
  async function watch(lease: Lease): Promise<void> {
    while (!lease.over.aborted) {
      const left = lease.ends - clock.now();
      if (left <= 0)
        return lease.lose(new SlotLost(lease.id, 'The lease expired before Berth could be reached.'));
      await clock.sleep(left, lease.over).catch(() => {});
    }
  }

  async function renew(leases: readonly Lease[], seconds: number): Promise<{ cause: unknown } | undefined> {
    try {
      await renewOnce(leases, seconds);
      return undefined;
    } catch (cause) {
      const left = leases.filter(({ over }) => !over.aborted);
      const untilLostMs = Math.min(...left.map(({ ends }) => ends - clock.now()));
      if (left.length > 0)
        notify({ type: 'heartbeat.failed', ids: left.map(({ id }) => id), cause, untilLostMs });
      return { cause };
    }
  }

  async function renewOnce(leases: readonly Lease[], seconds: number): Promise<void> {
    const askedAt = clock.now();
    const { items } = await ask<Awaited<ReturnType<Operations['heartbeatCalls']>>>({
      method: 'POST',
      path: '/v1/calls/heartbeats',
      body: { ids: leases.map(({ id }) => id), leaseSeconds: seconds },
      timeoutMs: Math.min(MAX_REQUEST_MS, (seconds * 1000) / BEATS_PER_LEASE),
    });
    const states = new Map(items.map((item) => [item.id, item.status]));
    for (const lease of leases) {
      if (lease.over.aborted) continue;
      if (states.get(lease.id) === 'active') lease.ends = Math.max(lease.ends, askedAt + seconds * 1000);
      else
        lease.lose(
          new SlotLost(lease.id, 'Berth answered that the call has ended, or that its lease has expired.'),
        );
    }
  }
}
