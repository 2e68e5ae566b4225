import { useState } from 'react';
import { lookEvery } from '../api/look-every.ts';
import { disabledFor } from '../parts/disabled.ts';
import { Segments } from '../parts/segments.tsx';
import { utcDays } from '../period/days.ts';
import { PeriodChoice } from '../period/period-choice.tsx';
import { isOpen, lengthOf, spanOf, type Period } from '../period/period.ts';
import { useHome } from '../resources/home.tsx';
import { ResourcePage } from '../resources/resource-page.tsx';
import { AccountReport } from './account-report.tsx';
import { EnvironmentReport } from './environment-report.tsx';
import { MOST_DAYS_BY_HOUR, type Granularity } from './usage.ts';

type Scope = 'environment' | 'account';

/** The usage of the environment that is worked in, or of the whole account, over a period. */
export function ReportsPage() {
  const { environment } = useHome();
  const [scope, setScope] = useState<Scope>('environment');
  const [period, setPeriod] = useState<Period>({ recent: '7' });
  const [wanted, setWanted] = useState<Granularity>('day');
  const tooLong =
    lengthOf(period, utcDays) > MOST_DAYS_BY_HOUR
      ? `By the hour, a period has at most ${MOST_DAYS_BY_HOUR} days.`
      : undefined;
  const granularity = tooLong === undefined ? wanted : 'day';
  const every = isOpen(period, utcDays) ? lookEvery.usage : undefined;
  const query = { ...spanOf(period, utcDays), granularity };

  return (
    <ResourcePage
      title="Reports"
      description="How much was called, hour by hour or day by day. Days and hours are those of UTC."
    >
      <div className="filters">
        <Segments<Scope>
          label="Where"
          selected={scope}
          options={[
            { id: 'environment', text: environment.name },
            { id: 'account', text: 'Whole account' },
          ]}
          onSelect={setScope}
        />
        <PeriodChoice period={period} days={utcDays} onChange={setPeriod} />
        <Segments<Granularity>
          label="By"
          selected={granularity}
          options={[
            { id: 'hour', text: 'Hour', ...disabledFor(tooLong) },
            { id: 'day', text: 'Day' },
          ]}
          onSelect={setWanted}
        />
      </div>
      {scope === 'environment' ? (
        <EnvironmentReport query={query} every={every} />
      ) : (
        <AccountReport query={query} every={every} />
      )}
    </ResourcePage>
  );
}
