import { formatIn } from '../format/zone.ts';

/** Days in the form of a date field, `2026-02-03`, in any time zone. */
export interface Days {
  /** The current day. */
  readonly today: () => string;
  /** The day at a time, in milliseconds. */
  readonly at: (time: number) => string;
  /** When a day begins, in milliseconds. */
  readonly beginningOf: (day: string) => number;
}

const DAY_MS = 86_400_000;

/** The days of a time zone. */
export const daysIn = (zone: string): Days => ({
  today: () => dayIn(zone, Date.now()),
  at: (time) => dayIn(zone, time),
  beginningOf(day) {
    const utc = Date.parse(day);
    // The offset of the zone may differ between the two instants: the second try uses the right one.
    const near = utc - awayFromUtc(zone, utc);
    return utc - awayFromUtc(zone, near);
  },
});

const parts = {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;

/** The day in that zone at a time. */
export const dayIn = (zone: string, time: number): string => dayAt(time + awayFromUtc(zone, time));

/** In milliseconds. */
function awayFromUtc(zone: string, time: number): number {
  const there = Object.fromEntries(
    formatIn(zone, { ...parts, hourCycle: 'h23' })
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = there;
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(time / 60_000) * 60_000;
}

/** The day this many days after another one. */
export const shifted = (day: string, by: number): string => dayAt(Date.parse(day) + by * DAY_MS);

/** The number of days from the first to the last, both counted. */
export const daysFrom = (first: string, last: string): number =>
  (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;

/** Whether a typed text is a day. */
export const isDay = (typed: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed)) && shifted(typed, 0) === typed;

const dayAt = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** The day of a midnight in the browser's zone: the calendar returns days in that form. */
export const localDay = (midnight: Date): string =>
  [midnight.getFullYear(), midnight.getMonth() + 1, midnight.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
