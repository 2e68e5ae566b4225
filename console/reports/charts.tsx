import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { BarChart, type Series } from '../chart/bar-chart.tsx';
import { uniquely } from '../chart/uniquely.ts';
import type { LeadsTo } from '../chart/use-leads.tsx';
import { formatIn } from '../format/zone.ts';
import type { CallsIn } from '../history/use-calls-in.ts';
import { daysIn, shifted } from '../period/days.ts';
import { barsOf } from './steps.ts';
import { asRead, type Granularity, type Step } from './usage.ts';

const HOUR_MS = 3_600_000;

interface Props {
  readonly steps: readonly Step[];
  readonly granularity: Granularity;
  readonly zone: string;
  /** The limit that peaks stay under; undefined where there is no single one. */
  readonly limit?: number;
  /** The address of the calls in a time, where there is a page of them. */
  readonly callsIn?: CallsIn;
}

/** Charts of each hour or day. */
export function Charts({ steps, granularity, zone, limit, callsIn }: Props) {
  const names = formatIn(zone, granularity === 'day' ? day : hour);
  const { bars, hoursEach } = granularity === 'hour' ? barsOf(steps) : { bars: steps, hoursEach: 1 };
  const by = hoursEach === 1 ? `by the ${granularity}` : `in steps of ${hoursEach} hours`;
  const nameOf = uniquely(bars, ({ at }) => names.format(new Date(at)));
  const days = daysIn(zone);
  const leadsTo: LeadsTo<Step> = ({ at }, outcome) => {
    const from = Date.parse(at);
    if (granularity === 'hour') return callsIn?.(from, from + hoursEach * HOUR_MS, outcome) ?? '';
    const day = days.at(from);
    return callsIn?.(days.beginningOf(day), days.beginningOf(shifted(day, 1)), outcome) ?? '';
  };
  return (
    <SpaceBetween size="l">
      {charts.map(({ title, series, hasLimit }) => (
        <Container key={title} header={<Header variant="h2">{title}</Header>}>
          <BarChart
            caption={`${title} ${by}`}
            steps={bars}
            series={series}
            format={asRead}
            limit={hasLimit ? limit : undefined}
            nameOf={nameOf}
            leadsTo={callsIn && leadsTo}
          />
        </Container>
      ))}
    </SpaceBetween>
  );
}

interface Chart {
  readonly title: string;
  readonly series: readonly Series<Step>[];
  readonly hasLimit?: true;
}

const charts: readonly Chart[] = [
  {
    title: 'Calls',
    series: [
      {
        name: 'Completed or in progress',
        colour: 'peak',
        valueOf: ({ started, expired }) => started - expired,
      },
      { name: 'Expired', colour: 'expired', valueOf: ({ expired }) => expired, outcome: 'expired' },
      { name: 'Refused', colour: 'refused', valueOf: ({ refused }) => refused },
    ],
  },
  {
    title: 'Peak concurrent calls',
    series: [{ name: 'Peak', colour: 'peak', valueOf: ({ peak }) => peak }],
    hasLimit: true,
  },
  {
    title: 'Minutes',
    series: [{ name: 'Minutes', colour: 'peak', valueOf: ({ minutes }) => minutes }],
  },
];

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const hour: Intl.DateTimeFormatOptions = { ...day, hour: '2-digit', minute: '2-digit' };
