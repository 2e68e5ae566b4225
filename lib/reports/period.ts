import { KEPT_DAYS } from '../api/schemas/ended-call.ts';
import type { Granularity } from '../api/routes/reports.ts';
import { invalidField } from '../api/problem.ts';
import { DAY_MS, HOUR_MS } from '../history/usage.ts';

/** Whole hours or days, in UTC: from the beginning of the first one to the end of the last, in milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly granularity: Granularity;
}

/** By granularity: how long one step is, how many steps there are by default, and for how many days at most. */
const steps = {
  hour: { length: HOUR_MS, usual: 24, mostDays: 31 },
  day: { length: DAY_MS, usual: 30, mostDays: KEPT_DAYS },
} as const;

export const stepOf = ({ granularity }: Pick<Period, 'granularity'>): number => steps[granularity].length;

/**
 * The requested period. It ends with the current hour or day, at the latest.
 * @param now milliseconds since the epoch
 * @throws invalid_input when it is too long, or begins after it ends
 */
export function periodOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined; granularity: Granularity },
  now: number,
): Period {
  const { granularity } = asked;
  const { length, usual, mostDays } = steps[granularity];
  const last = asked.to === undefined ? now : Math.min(now, Date.parse(asked.to) - 1);
  const to = (Math.floor(last / length) + 1) * length;
  const from =
    asked.from === undefined ? to - usual * length : Math.floor(Date.parse(asked.from) / length) * length;
  if (from >= to) throw invalidField('from', 'must not be later than now');
  // One step more, because a period may begin and end in the middle of one.
  if (to - from > mostDays * DAY_MS + length) {
    throw invalidField('from', `must be at most ${mostDays} days before the end`);
  }
  return { from, to, granularity };
}
