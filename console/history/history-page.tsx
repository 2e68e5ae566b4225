import Box from '@cloudscape-design/components/box';
import { List } from '../table/list.tsx';
import { lookEvery } from '../api/look-every.ts';
import { callColumn, directionColumn, ownReferenceColumn, referenceColumns } from '../calls/call-columns.tsx';
import { durationColumn, outcomeColumn, startedColumn } from '../calls/ended-call-columns.tsx';
import { ExportButton } from '../table/export-button.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useZone } from '../format/zone.ts';
import { Pager } from '../table/pager.tsx';
import { ROWS, usePage } from '../table/use-page.ts';
import { daysIn, type Days } from '../period/days.ts';
import { inFileName, isOpen, spanOf } from '../period/period.ts';
import { useHome } from '../resources/home.tsx';
import { Page } from '../frame/page.tsx';
import { HistoryFilter, type Filter } from './filter.tsx';
import { useFilter } from './use-filter.ts';

/** The ended calls of the current environment, newest first. */
export function HistoryPage() {
  const { environment, params } = useHome();
  const [filter, setFilter] = useFilter();
  const days = daysIn(useZone());
  const query = queryFor(filter, days);
  const { data, error, refetch, pagination } = usePage(
    { operation: 'listEnvironmentCalls', params, query: { ...query, status: 'ended' } },
    { rows: ROWS, ...(isOpen(filter.period, days) && { every: lookEvery.edits }) },
  );

  const calls = data?.items.filter((call) => call.status === 'ended') ?? [];

  return (
    <Page
      title="History"
      actions={
        <ExportButton
          call={{ operation: 'exportEnvironmentCalls', params, query }}
          fileName={`${environment.name}-calls-${inFileName(filter.period, days)}.csv`}
        />
      }
      description="Ended calls, newest first, kept for 400 days. A call shows up here moments after it ends."
    >
      {error !== null && data === undefined ? (
        <FailureAlert failure={error} onRetry={() => void refetch()} />
      ) : (
        <List
          items={calls}
          trackBy={({ id, startedAt }) => `${startedAt} ${id}`}
          loading={data === undefined}
          loadingText="Loading the history"
          name="Ended calls"
          filter={<HistoryFilter of={filter} days={days} onChange={setFilter} />}
          empty={
            <Box textAlign="center" color="text-body-secondary">
              {typeof data?.nextCursor === 'string'
                ? 'No matches on this page. Continue on the next one.'
                : nothing(filter)}
            </Box>
          }
          pagination={<Pager {...pagination} />}
          columnDefinitions={
            calls.some(({ reference }) => reference !== undefined)
              ? [...columns, ownReferenceColumn]
              : columns
          }
        />
      )}
    </Page>
  );
}

/** What an empty list means. */
function nothing({ period, ...others }: Filter): string {
  if (Object.values(others).some((value) => value !== null)) return 'No calls match these filters.';
  if (!('recent' in period)) return 'No call has ended in this period.';
  return period.recent === '1'
    ? 'No call has ended today.'
    : `No call has ended in the last ${period.recent} days.`;
}

/** The filter as the API accepts it, for a list and for a file. */
function queryFor(
  { period, outcome, direction, agentId, numberId, campaignId, reference }: Filter,
  days: Days,
) {
  return {
    ...spanOf(period, days),
    ...(outcome !== null && { outcome }),
    ...(direction !== null && { direction }),
    ...(agentId !== null && { agentId }),
    ...(numberId !== null && { numberId }),
    ...(campaignId !== null && { campaignId }),
    ...(reference !== null && { reference }),
  };
}

const columns = [
  callColumn,
  startedColumn,
  durationColumn,
  { ...directionColumn, from: 'medium' as const },
  outcomeColumn,
  ...referenceColumns,
];
