import type { ApiRequest } from '../api/request.ts';
import { useRead } from '../api/use-api.ts';
import { ExportButton } from '../table/export-button.tsx';
import { useCallsIn } from '../history/use-calls-in.ts';
import { useHome } from '../resources/home.tsx';
import { Charts } from './charts.tsx';
import { Report } from './report.tsx';
import { askedFor, stepsOf } from './steps.ts';
import type { ReportProps } from './usage.ts';

/** The usage of the current environment. */
export function EnvironmentReport({ query, inFileName, zone, every }: ReportProps) {
  const { environment, params } = useHome();
  const callsIn = useCallsIn();
  const usage = useRead(
    { operation: 'getEnvironmentUsage', params, query: askedFor(query, zone) },
    { every },
  );
  const file: ApiRequest<'exportEnvironmentUsage'> = { operation: 'exportEnvironmentUsage', params, query };
  return (
    <Report
      title={environment.name}
      of={usage}
      peakOf={`The limit is now ${environment.maxConcurrentCalls}`}
      actions={<ExportButton call={file} fileName={`${environment.name}-usage-${inFileName}.csv`} />}
    >
      {({ items }) => (
        <Charts
          steps={stepsOf(items, query, zone)}
          granularity={query.granularity}
          zone={zone}
          limit={environment.maxConcurrentCalls}
          callsIn={callsIn}
        />
      )}
    </Report>
  );
}
