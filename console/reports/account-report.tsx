import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useRead } from '../api/use-api.ts';
import { ExportButton } from '../parts/export-button.tsx';
import { Charts } from './charts.tsx';
import { Report } from './report.tsx';
import { SharesTable } from './shares-table.tsx';
import type { ReportProps } from './usage.ts';

/** The usage of all environments together, and what each has of it. */
export function AccountReport({ query: period, every }: ReportProps) {
  const { id, name } = useAccount();
  const params = { accountId: id };
  const query = { ...period, includeDeleted: 'true' } as const;
  const usage = useRead({ operation: 'getAccountUsage', params, query }, { every });
  const file: ApiRequest<'exportAccountUsage'> = { operation: 'exportAccountUsage', params, query };
  return (
    <Report
      title={name}
      of={usage}
      // Those of several environments need not have been at the same moment: they have no sum.
      peakOf="Of any one environment"
      actions={<ExportButton call={file} fileName={`${name}-usage.csv`} />}
    >
      {(known) => (
        <SpaceBetween size="l">
          <SharesTable usage={known} />
          <Charts steps={known.items} granularity={known.granularity} />
        </SpaceBetween>
      )}
    </Report>
  );
}
