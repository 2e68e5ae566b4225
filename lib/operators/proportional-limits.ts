/**
 * Lowers limits in proportion until they add up to this many calls: each is rounded down, and the rest is given to
 * those that lost most by rounding. None becomes larger, and none that had calls is left with none while the largest can
 * spare one.
 * @param limits which add up to more
 */
export function proportionalLimits(limits: readonly number[], calls: number): number[] {
  const total = limits.reduce((sum, limit) => sum + limit, 0);
  const exact = limits.map((limit) => (limit * calls) / total);
  const lowered = exact.map(Math.floor);
  const left = calls - lowered.reduce((sum, limit) => sum + limit, 0);
  const lost = exact.map((share, index) => ({ index, by: share - Math.floor(share) }));
  for (const { index } of lost.toSorted((one, other) => other.by - one.by).slice(0, left))
    lowered[index] = (lowered[index] ?? 0) + 1;
  for (const [index, limit] of limits.entries()) {
    const largest = lowered.indexOf(Math.max(...lowered));
    if (limit === 0 || lowered[index] !== 0 || (lowered[largest] ?? 0) < 2) continue;
    lowered[index] = 1;
    lowered[largest] = (lowered[largest] ?? 0) - 1;
  }
  return lowered;
}
