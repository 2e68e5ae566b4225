import { lookEvery } from '../api/look-every.ts';
import { oneOf, useAddressQuery } from '../place/query.ts';
import { disabledFor } from '../parts/disabled.ts';
import { Segments } from '../parts/segments.tsx';
import { daysIn } from '../period/days.ts';
import { useZone, zoneName } from '../format/zone.ts';
import { PeriodChoice } from '../period/period-choice.tsx';
import { inFileName, isOpen, lengthOf, periodIn, queryOfPeriod, spanOf } from '../period/period.ts';
import { useHome } from '../resources/home.tsx';
import { Page } from '../frame/page.tsx';
import { AccountReport } from './account-report.tsx';
import { EnvironmentReport } from './environment-report.tsx';
import { MAX_DAYS_BY_HOUR, type Granularity } from './usage.ts';

type Scope = 'environment' | 'account';

/** The usage of the current environment, or of the whole account, over a period. */
export function ReportsPage() {
  const { environment } = useHome();
  const [asked, change] = useAddressQuery();
  const scope = oneOf<Scope>(asked('scope'), ['environment', 'account']);
  const period = periodIn(asked);
  const zone = useZone();
  const isLong = lengthOf(period, daysIn(zone)) > MAX_DAYS_BY_HOUR;
  // The API has hours, and days in UTC: for a long period only the latter.
  const shown = isLong ? 'UTC' : zone;
  const days = daysIn(shown);
  const wanted = oneOf<Granularity>(asked('by'), ['day', 'hour']);
  const tooLong = isLong ? `Hours are available for up to ${MAX_DAYS_BY_HOUR} days.` : undefined;
  const granularity = tooLong === undefined ? wanted : 'day';
  const every = isOpen(period, days) ? lookEvery.usage : undefined;
  const query = { ...wholeHours(spanOf(period, days)), granularity };

  return (
    <Page
      title="Reports"
      description={`Call volume, minutes and peaks. ${isLong ? `Periods of more than ${MAX_DAYS_BY_HOUR} days are shown by days of UTC` : `Days and hours in ${zoneName(zone)}`}.`}
    >
      <div className="filters">
        <Segments<Scope>
          label="Where"
          selected={scope}
          options={[
            { id: 'environment', text: environment.name },
            { id: 'account', text: 'Whole account' },
          ]}
          onSelect={(chosen) => change({ scope: chosen })}
        />
        <PeriodChoice
          period={period}
          days={daysIn(zone)}
          onChange={(chosen) => change(queryOfPeriod(chosen))}
        />
        <Segments<Granularity>
          label="By"
          selected={granularity}
          options={[
            { id: 'hour', text: 'Hour', ...disabledFor(tooLong) },
            { id: 'day', text: 'Day' },
          ]}
          onSelect={(by) => change({ by })}
        />
      </div>
      {scope === 'environment' ? (
        <EnvironmentReport query={query} inFileName={inFileName(period, days)} zone={shown} every={every} />
      ) : (
        <AccountReport query={query} inFileName={inFileName(period, days)} zone={shown} every={every} />
      )}
    </Page>
  );
}

const HOUR_MS = 3_600_000;

/**
 * Usage is counted by the hour of UTC: in a zone with a half-hour offset, a day starts with the hour in which it
 * begins.
 */
const wholeHours = ({ from, ...rest }: { readonly from: string; readonly to?: string }) => ({
  ...rest,
  from: new Date(Math.floor(Date.parse(from) / HOUR_MS) * HOUR_MS).toISOString(),
});
