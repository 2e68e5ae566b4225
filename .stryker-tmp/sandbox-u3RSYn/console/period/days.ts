import { formatIn } from '../format/zone.ts';

/** Days as a date field has them, `2026-02-03`, on one clock or another. */
export interface Days {
  /** The day that runs. */
  readonly today: () => string;
  /** When a day begins, in milliseconds. */
  readonly beginningOf: (day: string) => number;
}

const DAY_MS = 86_400_000;

/** The days of a time zone. */
export const daysIn = (zone: string): Days => ({
  today: () => dayIn(zone, Date.now()),
  beginningOf(day) {
    const utc = Date.parse(day);
    // The zone may be another hour away from UTC at the one than at the other: the second look is at the right one.
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

/** The day that it is there at a time. */
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

/** The day that lies so many days after another one. */
export const shifted = (day: string, by: number): string => dayAt(Date.parse(day) + by * DAY_MS);

/** How many days there are from the first to the last, both counted. */
export const daysFrom = (first: string, last: string): number =>
  (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;

/** Whether what was typed is a day. */
export const isDay = (typed: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed)) && shifted(typed, 0) === typed;

const dayAt = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** The day of a midnight of whoever looks: a calendar gives its days so. */
export const localDay = (midnight: Date): string =>
  [midnight.getFullYear(), midnight.getMonth() + 1, midnight.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
