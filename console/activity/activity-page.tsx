import Box from '@cloudscape-design/components/box';
import { List } from '../table/list.tsx';
import { useAccount } from '../account/account.ts';
import { lookEvery } from '../api/look-every.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { Page } from '../frame/page.tsx';
import { oneOf, useAddressQuery } from '../place/query.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { useZone } from '../format/zone.ts';
import { daysIn } from '../period/days.ts';
import { inFileName, isOpen, periodIfNamed, queryOfPeriod, spanOf } from '../period/period.ts';
import { At } from '../format/time.tsx';
import { ExportButton } from '../table/export-button.tsx';
import { Pager } from '../table/pager.tsx';
import { ROWS, usePage } from '../table/use-page.ts';
import { ActorName } from './actor-name.tsx';
import { Changes } from './changes.tsx';
import { ANY, Filters, type Filter } from './filters.tsx';
import type { AuditEvent } from './sentence.ts';
import { WhatHappened } from './what-happened.tsx';

/** The audit trail: who changed what, newest first. */
export function ActivityPage() {
  const account = useAccount();
  const { current } = useEnvironments();
  const [asked, setFilter] = useAddressQuery();
  const filter: Filter = {
    scope: oneOf(asked('scope'), ['account', 'environment']),
    action: asked('action') ?? ANY,
    actorId: asked('actorId') ?? ANY,
    period: periodIfNamed(asked),
  };
  const days = daysIn(useZone());
  const query = {
    ...(filter.scope === 'environment' && { targetId: current.id }),
    ...(filter.action !== ANY && { action: filter.action }),
    ...(filter.actorId !== ANY && { actorId: filter.actorId }),
    ...(filter.period !== null && spanOf(filter.period, days)),
  };
  const isOver = filter.period !== null && !isOpen(filter.period, days);
  const ofDays = filter.period === null ? '' : `-${inFileName(filter.period, days)}`;
  const { data, error, refetch, pagination } = usePage(
    { operation: 'listAuditEvents', params: { accountId: account.id }, query },
    { rows: ROWS, ...(!isOver && { every: lookEvery.edits }) },
  );

  return (
    <Page
      title="Activity"
      description="All successful changes, newest first."
      actions={
        <ExportButton
          call={{ operation: 'exportAuditEvents', params: { accountId: account.id }, query }}
          fileName={`${account.name}-activity${ofDays}.csv`}
        />
      }
    >
      {error !== null && data === undefined ? (
        <FailureAlert failure={error} onRetry={() => void refetch()} />
      ) : (
        <List
          items={data?.items ?? []}
          trackBy="id"
          loading={data === undefined}
          loadingText="Loading the activity"
          wrapLines
          name="Activity"
          filter={
            <Filters
              filter={filter}
              days={days}
              onChange={({ period, ...changed }) => setFilter({ ...changed, ...queryOfPeriod(period) })}
              environmentName={current.name}
            />
          }
          empty={
            <Box textAlign="center" color="text-body-secondary">
              No activity matches.
            </Box>
          }
          pagination={<Pager {...pagination} />}
          columnDefinitions={columnDefinitions}
        />
      )}
    </Page>
  );
}

const columnDefinitions = [
  { id: 'at', header: 'When', width: 170, cell: ({ at }: AuditEvent) => <At time={at} /> },
  {
    id: 'what',
    header: 'What',
    width: '30%',
    isRowHeader: true,
    cell: (event: AuditEvent) => (
      <span className="sentence">
        <strong>
          <ActorName of={event} begins />
        </strong>{' '}
        <WhatHappened of={event} />
      </span>
    ),
  },
  { id: 'changes', header: 'Before and after', cell: (event: AuditEvent) => <Changes of={event} /> },
  {
    id: 'requestId',
    header: 'Request ID',
    width: 170,
    cell: ({ requestId }: AuditEvent) => <Copyable text={requestId} what="request ID" cut />,
  },
];
