import type { Clock } from '../clock.ts';
import { BerthProblem, isRefusal } from '../problem.ts';
import { persistently } from '../retry.ts';

/**
 * How long a caller waits for an end, at most. The end continues in the background, for as long as the lease may last.
 */
const WAIT_MS = 5_000;

/** Ends a call. Never rejects: when all requests fail, the slot is free again once its lease ends. */
export type Release = (id: string, reason: string, leaseSeconds: number) => Promise<void>;

/** @param end one request that ends a call */
export function releases(
  end: (id: string, reason: string, signal: AbortSignal) => Promise<void>,
  clock: Clock,
  slotIsFree: () => void,
): Release {
  return async (id, reason, leaseSeconds) => {
    const signal = AbortSignal.timeout(leaseSeconds * 1000);
    const waited = new AbortController();
    const ended = persistently(() => end(id, reason, signal), {
      clock,
      signal,
      isEnough: () => false,
      isFinal: isFinalForAnEnd,
    })
      .then(slotIsFree, () => {})
      .finally(() => waited.abort());
    await Promise.race([ended, clock.sleep(WAIT_MS, waited.signal).catch(() => {})]);
  };
}

/** A refused key may be a mistake that somebody corrects soon; any other refusal is final. */
const isFinalForAnEnd = (thrown: unknown): boolean =>
  isRefusal(thrown) && !(thrown instanceof BerthProblem && thrown.status === 401);
