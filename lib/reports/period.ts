import type { Granularity } from '../api/reports.ts';
import { Problem } from '../api/problem.ts';
import { DAY_MS, HOUR_MS } from '../calls/usage.ts';

/** Whole hours or days, in UTC: from the beginning of the first one to the end of the last, in milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly granularity: Granularity;
}

/** By granularity: how long one step is, and how many there are when nothing is asked for, and at most. */
const steps = {
  hour: { length: HOUR_MS, usual: 24, most: 31 * 24 },
  day: { length: DAY_MS, usual: 30, most: 400 },
} as const;

/** A range may begin and end in the middle of a step. */
const ENDS = 1;

export const stepOf = ({ granularity }: Pick<Period, 'granularity'>): number => steps[granularity].length;

/**
 * The period that is asked for.
 * @param now milliseconds since the epoch
 * @throws invalid_input when it is too long, or begins after it ends
 */
export function periodOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined; granularity: Granularity },
  now: number,
): Period {
  const { granularity } = asked;
  const { length, usual, most } = steps[granularity];
  const last = asked.to === undefined ? now : Date.parse(asked.to) - 1;
  const to = (Math.floor(last / length) + 1) * length;
  const from =
    asked.from === undefined ? to - usual * length : Math.floor(Date.parse(asked.from) / length) * length;
  if (from >= to) throw refused('from', 'must not be later than now');
  if ((to - from) / length > most + ENDS)
    throw refused('from', `must be at most ${most} ${granularity}s before the end`);
  return { from, to, granularity };
}

function refused(path: string, message: string): Problem {
  return new Problem('invalid_input', { detail: `${path} ${message}.`, errors: [{ path, message }] });
}
