import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useAccount } from '../account/account.ts';
import type { AnswerTo } from '../api/call.ts';
import { useRead } from '../api/use-api.ts';
import type { Environment } from '../environments/environment-provider.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { At, duration, useNow } from '../parts/time.tsx';
import { usePages } from '../parts/use-pages.ts';
import { directionColumn, referenceColumns } from './call-columns.tsx';

type Call = Extract<AnswerTo<'listEnvironmentCalls'>['items'][number], { status: 'active' }>;

const LOOK_EVERY = 2_000;
const PAGE = 10;

/** The calls that hold a slot right now, the page looked up again every two seconds. */
export function LiveCalls({ environment }: { environment: Environment }) {
  const account = useAccount();
  const pages = usePages(environment.id);
  const { data, error, refetch } = useRead(
    {
      operation: 'listEnvironmentCalls',
      params: { accountId: account.id, environmentId: environment.id },
      query: { limit: String(PAGE), cursor: pages.cursor },
    },
    { every: LOOK_EVERY },
  );
  if (error !== null && data === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  return (
    <Table
      items={data?.items.filter((call) => call.status === 'active') ?? []}
      trackBy="id"
      loading={data === undefined}
      loadingText="Loading the live calls"
      variant="container"
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: 'Live calls' }}
      header={
        <Header
          variant="h2"
          description="Each holds a slot until it ends, or until its lease is over without a heartbeat."
        >
          Live calls
        </Header>
      }
      empty={
        <Box textAlign="center" color="text-body-secondary">
          No call is running in {environment.name}.
        </Box>
      }
      pagination={<Pagination {...pages.paginationProps(data?.nextCursor)} />}
      columnDefinitions={columnDefinitions}
    />
  );
}

const columnDefinitions = [
  {
    id: 'id',
    header: 'Call',
    isRowHeader: true,
    cell: ({ id }: Call) => <Copyable text={id} what="call ID" />,
  },
  directionColumn,
  ...referenceColumns,
  { id: 'startedAt', header: 'Started At', cell: ({ startedAt }: Call) => <At time={startedAt} /> },
  { id: 'age', header: 'Age', cell: (call: Call) => <Age of={call} /> },
  { id: 'lease', header: 'Lease ends in', cell: (call: Call) => <Lease of={call} /> },
];

const Age = ({ of: { startedAt } }: { of: Call }) => (
  <span className="figure">{duration(useNow() - Date.parse(startedAt))}</span>
);

function Lease({ of: { leaseExpiresAt } }: { of: Call }) {
  const left = Date.parse(leaseExpiresAt) - useNow();
  return <span className="figure">{left > 0 ? duration(left) : 'is over'}</span>;
}
