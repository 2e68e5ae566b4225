import { useSyncExternalStore } from 'react';
import { remember, remembered } from '../place/memory.ts';

/** The time zone of every time that is shown: this browser's, the environment's, or UTC. */
export const zoneChoices = ['browser', 'environment', 'UTC'] as const;
export type ZoneChoice = (typeof zoneChoices)[number];

const UTC = 'UTC';
export const browserZone: string = new Intl.DateTimeFormat().resolvedOptions().timeZone;

let choice: ZoneChoice = zoneChoices.find((known) => known === remembered('zone')) ?? 'browser';
/** Of the current environment, once it is known. */
let ofEnvironment: string | undefined;
const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};

export function chooseZone(chosen: ZoneChoice): void {
  choice = chosen;
  remember('zone', chosen);
  changed();
}

export function setEnvironmentZone(zone: string | undefined): void {
  if (zone === ofEnvironment) return;
  ofEnvironment = zone;
  changed();
}

/** “Europe/Berlin”: the one zone of all times in the console. */
export function shownZone(): string {
  if (choice === 'UTC') return UTC;
  return choice === 'environment' ? (ofEnvironment ?? UTC) : browserZone;
}

/** “America/Los Angeles”: a time zone as it is read. */
export const zoneName = (zone: string): string => zone.replaceAll('_', ' ');

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useZone = (): string => useSyncExternalStore(subscribe, shownZone);
export const useZoneChoice = (): ZoneChoice => useSyncExternalStore(subscribe, () => choice);

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format of times in the zone that is shown. */
export function formatIn(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formats.set(key, format);
  return format;
}
