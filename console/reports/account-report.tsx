import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useRead } from '../api/use-api.ts';
import { ExportButton } from '../table/export-button.tsx';
import { Charts } from './charts.tsx';
import { Report } from './report.tsx';
import { SharesTable } from './shares-table.tsx';
import { askedFor, stepsOf } from './steps.ts';
import type { ReportProps } from './usage.ts';

/** The usage of all environments together, and the share of each. */
export function AccountReport({ query: asked, inFileName, zone, every }: ReportProps) {
  const { id, name } = useAccount();
  const params = { accountId: id };
  const query = { ...askedFor(asked, zone), includeDeleted: 'true' } as const;
  const usage = useRead({ operation: 'getAccountUsage', params, query }, { every });
  const file: ApiRequest<'exportAccountUsage'> = {
    operation: 'exportAccountUsage',
    params,
    query: { ...asked, includeDeleted: 'true' },
  };
  return (
    <Report
      title={name}
      of={usage}
      // Peaks of several environments may not coincide, so they have no sum.
      peakOf="Of any one environment"
      actions={<ExportButton call={file} fileName={`${name}-usage-${inFileName}.csv`} />}
    >
      {(known) => (
        <SpaceBetween size="l">
          <SharesTable usage={known} />
          <Charts steps={stepsOf(known.items, asked, zone)} granularity={asked.granularity} zone={zone} />
        </SpaceBetween>
      )}
    </Report>
  );
}
