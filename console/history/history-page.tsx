import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { lookEvery } from '../api/look-every.ts';
import { directionColumn, referenceColumns } from '../calls/call-columns.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { At, duration } from '../parts/time.tsx';
import { Pager } from '../parts/pager.tsx';
import { usePage } from '../parts/use-page.ts';
import { localDays } from '../period/days.ts';
import { isOpen, spanOf } from '../period/period.ts';
import { useHome } from '../resources/home.tsx';
import { ResourcePage } from '../resources/resource-page.tsx';
import { ROWS } from '../resources/resource-table.tsx';
import { HistoryFilter, type Filter } from './filter.tsx';
import { Outcome, type EndedCall } from './outcome.tsx';

/** The calls of the environment that is worked in which have ended, newest first. */
export function HistoryPage() {
  const { environment, params } = useHome();
  const [filter, setFilter] = useState<Filter>({
    period: { recent: '7' },
    outcome: null,
    direction: null,
    agentId: null,
    numberId: null,
    campaignId: null,
  });
  const query = queryFor(filter);
  const { data, error, refetch, pagination } = usePage(
    { operation: 'listEnvironmentCalls', params, query: { ...query, status: 'ended' } },
    { rows: ROWS, ...(isOpen(filter.period, localDays) && { every: lookEvery.edits }) },
  );

  return (
    <ResourcePage
      title="History"
      description={`The calls of ${environment.name} that have ended. They are kept for 400 days.`}
    >
      {error !== null && data === undefined ? (
        <FailureAlert failure={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          items={data?.items.filter((call) => call.status === 'ended') ?? []}
          trackBy={({ id, startedAt }) => `${startedAt} ${id}`}
          loading={data === undefined}
          loadingText="Loading the history"
          variant="container"
          enableKeyboardNavigation
          ariaLabels={{ tableLabel: 'Ended calls' }}
          header={
            <Header
              variant="h2"
              description="The newest start first. A call that has just ended is here after a moment."
              actions={
                <ExportButton
                  call={{ operation: 'exportEnvironmentCalls', params, query }}
                  fileName={`${environment.name}-calls.csv`}
                />
              }
            >
              Ended calls
            </Header>
          }
          filter={<HistoryFilter of={filter} onChange={setFilter} />}
          empty={
            <Box textAlign="center" color="text-body-secondary">
              {typeof data?.nextCursor === 'string'
                ? 'None so far that the filter lets through: there is more on the next page.'
                : `No call of ${environment.name} has ended that the filter lets through.`}
            </Box>
          }
          pagination={<Pager {...pagination} />}
          columnDefinitions={columnDefinitions}
        />
      )}
    </ResourcePage>
  );
}

/** The filter as the API takes it: of a list and of a file alike. */
function queryFor({ period, outcome, direction, agentId, numberId, campaignId }: Filter) {
  return {
    ...spanOf(period, localDays),
    ...(outcome !== null && { outcome }),
    ...(direction !== null && { direction }),
    ...(agentId !== null && { agentId }),
    ...(numberId !== null && { numberId }),
    ...(campaignId !== null && { campaignId }),
  };
}

const columnDefinitions = [
  { id: 'startedAt', header: 'Started At', cell: ({ startedAt }: EndedCall) => <At time={startedAt} /> },
  {
    id: 'duration',
    header: 'Duration',
    cell: ({ durationSeconds }: EndedCall) => (
      <span className="figure">{duration(durationSeconds * 1_000)}</span>
    ),
  },
  directionColumn,
  { id: 'outcome', header: 'Outcome', cell: ({ outcome }: EndedCall) => <Outcome of={outcome} /> },
  ...referenceColumns,
  {
    id: 'id',
    header: 'Call',
    isRowHeader: true,
    cell: ({ id }: EndedCall) => <Copyable text={id} what="call ID" />,
  },
];
