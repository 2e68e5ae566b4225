import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AnswerTo } from '../api/request.ts';
import { BarChart, type Series } from '../chart/bar-chart.tsx';
import { uniquely } from '../chart/uniquely.ts';
import { formatIn, shownZone, useZone } from '../format/zone.ts';
import { useCallsIn } from '../history/use-calls-in.ts';
import { clock } from '../format/time.tsx';

const HOUR_MS = 3_600_000;

type Hour = AnswerTo<'getEnvironmentUsage'>['items'][number];

/** The peaks of the last hours against the limit; and the refused starts, on a scale of their own. */
export function UsageChart({ hours, limit }: { hours: readonly Hour[]; limit: number }) {
  useZone();
  const callsIn = useCallsIn();
  const nameOf = uniquely(hours, hourOf);
  const leadsTo = ({ at }: Hour) => callsIn(Date.parse(at), Date.parse(at) + HOUR_MS);
  return (
    <SpaceBetween size="m">
      <BarChart
        caption="Peak concurrent calls by hour"
        isTitled
        steps={hours}
        series={peaks}
        nameOf={nameOf}
        limit={limit}
        leadsTo={leadsTo}
      />
      {hours.some(({ refused: count }) => count > 0) && (
        <BarChart
          caption="Refused starts by hour"
          isTitled
          steps={hours}
          series={refused}
          nameOf={nameOf}
          leadsTo={leadsTo}
        />
      )}
    </SpaceBetween>
  );
}

const weekday = { weekday: 'short' } as const;

/** The first hour is of the day before, and shows the same time as the last. */
const hourOf = ({ at }: Hour): string =>
  `${formatIn(shownZone(), weekday).format(new Date(at))} ${clock(Date.parse(at))}`;

const peaks: readonly Series<Hour>[] = [{ name: 'Peak', colour: 'peak', valueOf: ({ peak }) => peak }];
const refused: readonly Series<Hour>[] = [
  { name: 'Refused starts', colour: 'refused', valueOf: ({ refused: count }) => count },
];
