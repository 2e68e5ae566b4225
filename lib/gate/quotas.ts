/** As many leases as keep a gate within 1 KB, and so its writes at one unit. */
const CALLS_A_GATE = 40;

/** One transaction (100 writes) must be able to change all gates of an environment. */
const MOST_GATES = 50;

/**
 * How a limit is spread over gates: a function of nothing but the limit. All gates are full but the last one, so that
 * a small change of the limit touches few of them.
 */
export function quotasFor(limit: number): number[] {
  const size = Math.max(CALLS_A_GATE, Math.ceil(limit / MOST_GATES));
  const count = Math.max(1, Math.ceil(limit / size));
  return Array.from({ length: count }, (_, index) => Math.min(size, limit - index * size));
}
