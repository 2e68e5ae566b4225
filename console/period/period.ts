import { daysFrom, isDay, shifted, type Days } from './days.ts';

/** How many days of records and usage are kept. */
const KEPT_DAYS = 400;

/** The periods that end now, by their length in days. */
export const recent = [
  { id: '1', text: 'Today', days: 1 },
  { id: '7', text: '7 days', days: 7 },
  { id: '30', text: '30 days', days: 30 },
] as const;

/** A period that ends now, or one from a day to a day. */
export type Period =
  { readonly recent: (typeof recent)[number]['id'] } | { readonly first: string; readonly last: string };

/** The period in an address; the last seven days when it has none. */
export function periodIn(asked: (name: string) => string | null): Period {
  const first = asked('from');
  const last = asked('to');
  if (first !== null && last !== null && isDay(first) && isDay(last) && first <= last) return { first, last };
  return { recent: recent.find(({ id }) => id === asked('days'))?.id ?? '7' };
}

/** The same where the period is optional. */
export const periodIfNamed = (asked: (name: string) => string | null): Period | null =>
  asked('days') === null && asked('from') === null ? null : periodIn(asked);

/** The same in the form of an address. */
export function queryOfPeriod(period: Period | null) {
  if (period === null) return { days: null, from: null, to: null };
  return 'recent' in period
    ? { days: period.recent, from: null, to: null }
    : { days: null, from: period.first, to: period.last };
}

/** The first day and the last, also of a period that ends now. */
export function daysOf(period: Period, days: Days): { readonly first: string; readonly last: string } {
  if ('first' in period) return period;
  const last = days.today();
  const { days: length } = recent.find(({ id }) => id === period.recent) ?? recent[0];
  return { first: shifted(last, 1 - length), last };
}

export const lengthOf = (period: Period, days: Days): number => {
  const { first, last } = daysOf(period, days);
  return daysFrom(first, last);
};

/**
 * The instants of a period, as the API expects them. A period that ends now has no end, so that later items are
 * included.
 */
export function spanOf(period: Period, days: Days): { readonly from: string; readonly to?: string } {
  const { first, last } = daysOf(period, days);
  const from = instant(days.beginningOf(first));
  return 'recent' in period ? { from } : { from, to: instant(days.beginningOf(shifted(last, 1))) };
}

/** The days in a file, for its name: “2026-11-24-to-2026-11-30”. */
export function inFileName(period: Period, days: Days): string {
  const { first, last } = daysOf(period, days);
  return first === last ? first : `${first}-to-${last}`;
}

/** Whether it may still change. A period in the past is not loaded again. */
export const isOpen = (period: Period, days: Days): boolean => daysOf(period, days).last >= days.today();

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const STILL_TO_COME = 'This day is in the future.';

/** The errors in the typed days, each by the field that has to be corrected. */
export function wrongIn(
  { first, last }: { readonly first: string; readonly last: string },
  days: Days,
): { readonly first?: string; readonly last?: string } {
  const today = days.today();
  if (!isDay(first)) return { first: 'Enter a day.' };
  if (!isDay(last)) return { last: 'Enter a day.' };
  if (first > today) return { first: STILL_TO_COME };
  if (last > today) return { last: STILL_TO_COME };
  if (!canBeShown(first, days)) return { first: `Only the last ${KEPT_DAYS} days are kept.` };
  return last < first ? { last: 'This is before the first day.' } : {};
}

/** Whether there can be data for a day. */
export function canBeShown(day: string, days: Days): boolean {
  const today = days.today();
  return day <= today && daysFrom(day, today) <= KEPT_DAYS;
}
