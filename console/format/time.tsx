import { useEffect, useState } from 'react';
import { formatIn, shownZone, useZone } from './zone.ts';

const full: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
};
const short: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
};
const toTheSecond: Intl.DateTimeFormatOptions = { ...short, second: '2-digit' };
const dayOnly: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const dayOfMonth: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const hourAndMinute: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** “22:14”, in the zone that is shown. @param time in milliseconds */
export const clock = (time: number): string => formatIn(shownZone(), hourAndMinute).format(time);

/** “3 Feb” and “14:00”, in the zone that is shown. @param time in milliseconds */
export const dayAndClock = (time: number): { readonly day: string; readonly clock: string } => ({
  day: formatIn(shownZone(), dayOfMonth).format(time),
  clock: clock(time),
});

/** “3 Feb 2026”, in the zone that is shown. @param time in milliseconds */
export const dayName = (time: number): string => formatIn(shownZone(), dayOnly).format(time);

interface Moment {
  readonly time: string;
  /** Whether seconds are shown: where several moments follow each other quickly. */
  readonly seconds?: boolean;
}

/** A point in time, in the zone that is shown; its title has seconds and the zone. */
export function At({ time, seconds = false }: Moment) {
  const zone = useZone();
  const date = new Date(time);
  return (
    <time dateTime={time} title={formatIn(zone, full).format(date)}>
      {formatIn(zone, seconds ? toTheSecond : short).format(date)}
    </time>
  );
}

/** The same with the time in its title. @param time in milliseconds */
export function Day({ time }: { time: number }) {
  const zone = useZone();
  return (
    <time dateTime={new Date(time).toISOString()} title={formatIn(zone, full).format(time)}>
      {formatIn(zone, dayOnly).format(time)}
    </time>
  );
}

interface FromNow {
  readonly time: string;
  /** In milliseconds. */
  readonly now?: number;
}

/** A point in time relative to now: “in 2 days”, “3 minutes ago”. */
export function FromNow({ time, now = Date.now() }: FromNow) {
  const zone = useZone();
  return (
    <time dateTime={time} title={formatIn(zone, full).format(new Date(time))}>
      {fromNow(time, now)}
    </time>
  );
}

/** The same for the past: never “in 4 seconds”, which a clock that is behind or is read rarely would give. */
export const Ago = ({ time, now = Date.now() }: FromNow) => (
  <FromNow time={time} now={Math.max(now, Date.parse(time))} />
);

/** Below this, nobody cares for the exact number of seconds. */
const JUST_NOW = 5;

function fromNow(time: string, now: number): string {
  const seconds = Math.round((Date.parse(time) - now) / 1_000);
  if (Math.abs(seconds) < JUST_NOW) return 'just now';
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units[3];
  return relative.format(Math.round(seconds / length), unit);
}

/** “1 h 4 min 9 s”, “12 min 7 s”, “34 s”: how long something has lasted. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(seconds >= 60 ? [`${minutes} min`] : []),
    `${seconds % 60} s`,
  ].join(' ');
}

/** The current time, updated. @param every in milliseconds */
export function useNow(every = 1_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(ticking);
  }, [every]);
  return now;
}
