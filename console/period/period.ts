import { daysFrom, isDay, shifted, type Days } from './days.ts';

/** How many days of records and usage are kept. */
const KEPT_DAYS = 400;

/** The periods that end now, by their length in days. */
export const recent = [
  { id: '1', text: 'Today', days: 1 },
  { id: '7', text: '7 days', days: 7 },
  { id: '30', text: '30 days', days: 30 },
] as const;

/** From an instant until before another one, such as an hour. Links lead to it; it is not chosen. */
export interface Span {
  readonly since: string;
  readonly until: string;
}

/** A period that ends now, one from a day to a day, or one of hours. */
export type Period =
  | { readonly recent: (typeof recent)[number]['id'] }
  | { readonly first: string; readonly last: string }
  | Span;

const isInstant = (typed: string): boolean => /^\d{4}-.+Z$/.test(typed) && !Number.isNaN(Date.parse(typed));

/** The period in an address; the last seven days when it has none. */
export function periodIn(asked: (name: string) => string | null): Period {
  const first = asked('from');
  const last = asked('to');
  if (first !== null && last !== null && isDay(first) && isDay(last) && first <= last) return { first, last };
  const since = asked('since') ?? '';
  const until = asked('until') ?? '';
  if (isInstant(since) && isInstant(until) && since < until) return { since, until };
  return { recent: recent.find(({ id }) => id === asked('days'))?.id ?? '7' };
}

/** The same where the period is optional. */
export const periodIfNamed = (asked: (name: string) => string | null): Period | null =>
  ['days', 'from', 'since'].every((name) => asked(name) === null) ? null : periodIn(asked);

/** The same in the form of an address. */
export function queryOfPeriod(period: Period | null) {
  const none = { days: null, from: null, to: null, since: null, until: null };
  if (period === null) return none;
  if ('since' in period) return { ...none, ...period };
  return 'recent' in period
    ? { ...none, days: period.recent }
    : { ...none, from: period.first, to: period.last };
}

/** The first day and the last, also of a period that ends now. */
export function daysOf(period: Period, days: Days): { readonly first: string; readonly last: string } {
  if ('first' in period) return period;
  if ('since' in period)
    return { first: days.at(Date.parse(period.since)), last: days.at(Date.parse(period.until) - 1) };
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
  if ('since' in period) return { from: period.since, to: period.until };
  const { first, last } = daysOf(period, days);
  const from = instant(days.beginningOf(first));
  return 'recent' in period ? { from } : { from, to: instant(days.beginningOf(shifted(last, 1))) };
}

/** The period whose first instant and end these are, in milliseconds: whole days where it has some. */
export function periodOf(from: number, to: number, days: Days): Period {
  const first = days.at(from);
  const last = days.at(to - 1);
  const isOfDays = days.beginningOf(first) === from && days.beginningOf(shifted(last, 1)) === to;
  return isOfDays ? { first, last } : { since: instant(from), until: instant(to) };
}

/** The days in a file, for its name: “2026-11-24-to-2026-11-30”; hours are in UTC: “2026-11-24T14-00Z”. */
export function inFileName(period: Period, days: Days): string {
  if ('since' in period)
    return [period.since, period.until].map((time) => `${time.slice(0, 16).replace(':', '-')}Z`).join('-to-');
  const { first, last } = daysOf(period, days);
  return first === last ? first : `${first}-to-${last}`;
}

/** Whether it may still change. A period in the past is not loaded again. */
export const isOpen = (period: Period, days: Days): boolean =>
  'since' in period ? Date.parse(period.until) > Date.now() : daysOf(period, days).last >= days.today();

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
