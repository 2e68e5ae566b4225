import { dayIn } from '../period/days.ts';
import type { Step, UsageQuery } from './usage.ts';

/** What the API is asked for: it knows the days of UTC alone, so those of another zone are put together from hours. */
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

const together = (one: Step, other: Step): Step => ({
  ...one,
  started: one.started + other.started,
  refused: one.refused + other.refused,
  expired: one.expired + other.expired,
  minutes: one.minutes + other.minutes,
  peak: Math.max(one.peak, other.peak),
});
