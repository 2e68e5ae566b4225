import Header from '@cloudscape-design/components/header';
import { List } from '../table/list.tsx';
import { useAccount } from '../account/account.ts';
import type { AnswerTo } from '../api/request.ts';
import { lookEvery } from '../api/look-every.ts';
import type { Environment } from '../environments/environment-provider.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { AsOf } from '../parts/as-of.tsx';
import { PageLink } from '../place/page-link.tsx';
import { Empty } from '../table/empty.tsx';
import { Pager } from '../table/pager.tsx';
import { At, duration, useNow } from '../format/time.tsx';
import { usePage } from '../table/use-page.ts';
import { callColumn, directionColumn, referenceColumns } from './call-columns.tsx';

type Call = Extract<AnswerTo<'listEnvironmentCalls'>['items'][number], { status: 'active' }>;

const ROWS = 10;

/** The calls that currently hold a slot, reloaded every two seconds. */
export function LiveCalls({ environment }: { environment: Environment }) {
  const account = useAccount();
  const page = usePage(
    {
      operation: 'listEnvironmentCalls',
      params: { accountId: account.id, environmentId: environment.id },
    },
    { rows: ROWS, every: lookEvery.calls },
  );
  const { data, error, refetch, pagination } = page;
  if (error !== null && data === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  return (
    <List
      items={data?.items.filter((call) => call.status === 'active') ?? []}
      trackBy="id"
      loading={data === undefined}
      loadingText="Loading the live calls"
      name="Live calls"
      header={
        <Header
          variant="h2"
          description={
            <>
              Each call holds a slot until it ends, or until its lease expires without a heartbeat.{' '}
              <AsOf of={page} />
            </>
          }
        >
          Live calls
        </Header>
      }
      empty={
        <Empty title={`No call is running in ${environment.name}.`}>
          Your call software starts calls with an API key. <PageLink page="api-keys">Get an API key</PageLink>
          .
        </Empty>
      }
      pagination={<Pager {...pagination} />}
      columnDefinitions={columnDefinitions}
    />
  );
}

const columnDefinitions = [
  callColumn,
  directionColumn,
  ...referenceColumns,
  {
    id: 'startedAt',
    header: 'Started At',
    from: 'medium' as const,
    cell: ({ startedAt }: Call) => <At time={startedAt} />,
  },
  { id: 'age', header: 'Age', cell: (call: Call) => <Age of={call} /> },
  { id: 'lease', header: 'Lease ends in', cell: (call: Call) => <Lease of={call} /> },
];

const Age = ({ of: { startedAt } }: { of: Call }) => (
  <span className="figure">{duration(useNow() - Date.parse(startedAt))}</span>
);

function Lease({ of: { leaseExpiresAt } }: { of: Call }) {
  const left = Date.parse(leaseExpiresAt) - useNow();
  return <span className="figure">{left > 0 ? duration(left) : 'Expired'}</span>;
}
