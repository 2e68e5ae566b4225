import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { List } from '../../table/list.tsx';
import { useSorted } from '../../table/sorting/use-sorted.ts';
import { Name } from '../../format/name.tsx';
import { Ago } from '../../format/time.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Empty } from '../../table/empty.tsx';
import { Figure } from '../../table/figure-cell.tsx';
import type { Inspected } from '../inspected.ts';

type Environment = Inspected['environments'][number];

export function EnvironmentsOf({ account: { environments, status } }: { account: Inspected }) {
  const sorted = useSorted(environments);
  return (
    <List
      {...sorted}
      trackBy="id"
      name="Environments"
      header={
        <Header variant="h2" counter={`(${environments.length})`}>
          Environments
        </Header>
      }
      empty={<Empty title={status === 'closed' ? 'All environments are deleted' : 'No environments'} />}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Environment',
          sortingField: 'name',
          isRowHeader: true,
          cell: ({ name }) => <Name text={name} />,
        },
        { id: 'status', header: 'Status', cell: (environment) => <Standing of={environment} /> },
        {
          id: 'limit',
          isFigure: true,
          header: 'Max Concurrent Calls',
          sortingField: 'maxConcurrentCalls',
          cell: ({ maxConcurrentCalls }) => <Figure of={maxConcurrentCalls} />,
        },
        {
          id: 'allocated',
          isFigure: true,
          header: 'Allocated',
          sortingField: 'allocatedConcurrentCalls',
          cell: ({ allocatedConcurrentCalls }) => <Figure of={allocatedConcurrentCalls} />,
        },
        {
          id: 'lastUsedAt',
          header: 'API key last used',
          cell: ({ apiKey }) => (apiKey.lastUsedAt === null ? 'Never' : <Ago time={apiKey.lastUsedAt} />),
        },
        { id: 'id', header: 'ID', cell: ({ id }) => <Copyable text={id} what="environment ID" cut /> },
      ]}
    />
  );
}

function Standing({ of: { status, paused, hidden } }: { of: Environment }) {
  if (status === 'draining')
    return <StatusIndicator type="in-progress">Deleting after active calls end</StatusIndicator>;
  if (paused) return <StatusIndicator type="stopped">Paused</StatusIndicator>;
  return <StatusIndicator type="success">{hidden ? 'Active, hidden' : 'Active'}</StatusIndicator>;
}
