/** The median of some figures, and the spread of the middle half of them. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The figure below which this share of the figures lies. @param share 0 … 1 */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

/** The median with the quartiles around it. */
export function spread(figures: readonly number[]): Spread {
  return { median: median(figures), low: quantile(figures, 0.25), high: quantile(figures, 0.75) };
}

/**
 * How one contestant did against another, round by round. What slows the machine slows both, so the ratios vary less than
 * the figures.
 */
export function ratio(ours: readonly number[], theirs: readonly number[]): Spread {
  return spread(ours.map((figure, round) => figure / (theirs[round] ?? Number.NaN)));
}
