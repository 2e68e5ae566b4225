import { lookEvery } from '../api/look-every.ts';
import { oneOf, useAddressQuery } from '../frame/query.ts';
import { disabledFor } from '../parts/disabled.ts';
import { Segments } from '../parts/segments.tsx';
import { utcDays } from '../period/days.ts';
import { PeriodChoice } from '../period/period-choice.tsx';
import { isOpen, lengthOf, periodIn, queryOfPeriod, spanOf } from '../period/period.ts';
import { useHome } from '../resources/home.tsx';
import { Page } from '../frame/page.tsx';
import { AccountReport } from './account-report.tsx';
import { EnvironmentReport } from './environment-report.tsx';
import { MAX_DAYS_BY_HOUR, type Granularity } from './usage.ts';

type Scope = 'environment' | 'account';

/** The usage of the environment that is worked in, or of the whole account, over a period. */
export function ReportsPage() {
  const { environment } = useHome();
  const [asked, change] = useAddressQuery();
  const scope = oneOf<Scope>(asked('scope'), ['environment', 'account']);
  const period = periodIn(asked);
  const wanted = oneOf<Granularity>(asked('by'), ['day', 'hour']);
  const tooLong =
    lengthOf(period, utcDays) > MAX_DAYS_BY_HOUR
      ? `Hours are available for up to ${MAX_DAYS_BY_HOUR} days.`
      : undefined;
  const granularity = tooLong === undefined ? wanted : 'day';
  const every = isOpen(period, utcDays) ? lookEvery.usage : undefined;
  const query = { ...spanOf(period, utcDays), granularity };

  return (
    <Page title="Reports" description="Call volume, minutes and peaks. Times in UTC.">
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
        <PeriodChoice period={period} days={utcDays} onChange={(chosen) => change(queryOfPeriod(chosen))} />
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
        <EnvironmentReport query={query} every={every} />
      ) : (
        <AccountReport query={query} every={every} />
      )}
    </Page>
  );
}
