import type { ApiCall } from '../api/call.ts';
import { useRead } from '../api/use-api.ts';
import { ExportButton } from '../parts/export-button.tsx';
import { useHome } from '../resources/home.tsx';
import { Charts } from './charts.tsx';
import { LOOK_EVERY, Report } from './report.tsx';
import type { UsageQuery } from './usage.ts';

/** The usage of the environment that is worked in. */
export function EnvironmentReport({ query }: { query: UsageQuery }) {
  const { environment, params } = useHome();
  const usage = useRead({ operation: 'getEnvironmentUsage', params, query }, { every: LOOK_EVERY });
  const file: ApiCall<'exportEnvironmentUsage'> = { operation: 'exportEnvironmentUsage', params, query };
  return (
    <Report
      title={environment.name}
      of={usage}
      peakOf={`The limit is now ${environment.maxConcurrentCalls}`}
      actions={<ExportButton call={file} fileName={`${environment.name}-usage.csv`} />}
    >
      {({ items, granularity }) => (
        <Charts steps={items} granularity={granularity} limit={environment.maxConcurrentCalls} />
      )}
    </Report>
  );
}
