import { dayIn } from '../period/days.ts';
import type { Step, UsageQuery } from './usage.ts';

/** The request to the API. The API has days only in UTC, so days of another zone are added up from hours. */
export const askedFor = (query: UsageQuery, zone: string): UsageQuery =>
  zone === 'UTC' ? query : { ...query, granularity: 'hour' };

/** The hours or days to show, in the zone that is shown. */
export function stepsOf(items: readonly Step[], { granularity }: UsageQuery, zone: string): readonly Step[] {
  if (granularity === 'hour' || zone === 'UTC') return items;
  const days = new Map<string, Step>();
  for (const hour of items) {
    const day = dayIn(zone, Date.parse(hour.at));
    const before = days.get(day);
    days.set(day, before === undefined ? hour : together(before, hour));
  }
  return [...days.values()];
}

/** More bars than this are too thin to point at. */
const MAX_BARS = 186;
/** A day has this many hours: the bars divide it evenly. */
const hoursOfABar = [1, 2, 4, 6, 12, 24] as const;

/** In a long period by the hour, several hours make one bar. */
export function barsOf(hours: readonly Step[]): {
  readonly bars: readonly Step[];
  readonly hoursEach: number;
} {
  const hoursEach = hoursOfABar.find((each) => hours.length / each <= MAX_BARS) ?? 24;
  const bars: Step[] = [];
  for (const [index, hour] of hours.entries()) {
    const last = bars.at(-1);
    if (last === undefined || index % hoursEach === 0) bars.push(hour);
    else bars[bars.length - 1] = together(last, hour);
  }
  return { bars, hoursEach };
}

const together = (one: Step, other: Step): Step => ({
  ...one,
  started: one.started + other.started,
  refused: one.refused + other.refused,
  expired: one.expired + other.expired,
  minutes: one.minutes + other.minutes,
  peak: Math.max(one.peak, other.peak),
});
