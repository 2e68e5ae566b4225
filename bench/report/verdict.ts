import type { Spread } from '../measure/statistics.ts';

/** A figure against its target. */
export interface Verdict {
  readonly figure: string;
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

/** The result of a part of the benchmark: all its figures, and how those with a target did. */
export interface Findings {
  readonly data: unknown;
  readonly verdicts: readonly Verdict[];
  /** Pictures by file name. */
  readonly charts: Readonly<Record<string, string>>;
  /** For people: a few lines or a table. */
  readonly text: string;
}

export function atMost(figure: string, limit: number, measured: number, unit = ''): Verdict {
  return verdict(figure, `≤ ${limit}${unit}`, measured, unit, measured <= limit, measured / limit - 1);
}

export function atLeast(figure: string, limit: number, measured: number, unit = ''): Verdict {
  return verdict(figure, `≥ ${limit}${unit}`, measured, unit, measured >= limit, 1 - measured / limit);
}

export function exactly(figure: string, wanted: number, measured: number): Verdict {
  return { figure, target: String(wanted), measured: round(measured), met: measured === wanted };
}

function verdict(
  figure: string,
  target: string,
  measured: number,
  unit: string,
  met: boolean,
  missedBy: number,
): Verdict {
  const missed = met ? '' : ` (missed by ${Math.round(missedBy * 100)} %)`;
  return { figure, target, measured: `${round(measured)}${unit}${missed}`, met };
}

/** The median, and the quartiles around it. */
export const withQuartiles = ({ median, low, high }: Spread): string =>
  `${round(median)} (${round(low)}–${round(high)})`;

/** As many digits as are significant. */
export function round(figure: number): string {
  if (!Number.isFinite(figure)) return '–';
  if (Math.abs(figure) >= 100) return Math.round(figure).toLocaleString('en-US');
  if (Math.abs(figure) >= 10) return String(Math.round(figure * 10) / 10);
  return String(Math.round(figure * 100) / 100);
}
