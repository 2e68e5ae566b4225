import { useZone } from '../format/zone.ts';
import { daysIn } from '../period/days.ts';
import { periodOf, queryOfPeriod } from '../period/period.ts';
import { usePaths } from '../place/paths.ts';
import type { CallOutcome } from './outcome.tsx';

/** The address of the ended calls that started from an instant until before another one, in milliseconds. */
export type CallsIn = (from: number, to: number, outcome?: CallOutcome) => string;

export function useCallsIn(): CallsIn {
  const { toEnvironment } = usePaths();
  const days = daysIn(useZone());
  return (from, to, outcome) => {
    const given = Object.entries({ ...queryOfPeriod(periodOf(from, to, days)), outcome }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return `${toEnvironment('history')}?${new URLSearchParams(given).toString()}`;
  };
}
