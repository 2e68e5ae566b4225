import type { AnswerTo } from '../api/call.ts';
import { BarChart, type Series } from '../parts/bar-chart.tsx';

type Hour = AnswerTo<'getEnvironmentUsage'>['items'][number];

/**
 * The peaks of the last hours against the limit, with the starts that were refused on top: what is over the line is what
 * a higher limit would have let in.
 */
export function UsageChart({ hours, limit }: { hours: readonly Hour[]; limit: number }) {
  return (
    <BarChart
      caption="Calls by hour"
      steps={hours}
      series={series}
      nameOf={clockAt}
      shortNameOf={clockAt}
      limit={limit}
    />
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockAt = ({ at }: Hour): string => clock.format(new Date(at));

const series: readonly Series<Hour>[] = [
  { name: 'Peak of the hour', colour: 'peak', valueOf: ({ peak }) => peak },
  { name: 'Refused in the hour', colour: 'refused', valueOf: ({ refused }) => refused },
];
