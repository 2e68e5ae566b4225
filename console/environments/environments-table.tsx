import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { To } from '../frame/page-link.tsx';
import { useAccount, useWhyNot } from '../account/account.ts';
import { Name as NameText } from '../parts/name.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { usePreferences } from '../parts/preferences.ts';
import { Ago, At, useNow } from '../parts/time.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import { useEnvironments, type Environment } from './environment-provider.tsx';
import type { Open } from './open.ts';
import { HiddenToggle } from './hidden-toggle.tsx';

const columns = [
  { id: 'id', label: 'ID' },
  { id: 'name', label: 'Environment Name', alwaysVisible: true },
  { id: 'apiKey', label: 'API Key' },
  { id: 'maxConcurrentCalls', label: 'Max Concurrent Calls' },
  { id: 'reservedInboundCalls', label: 'Reserved for inbound' },
  { id: 'activeCalls', label: 'Live calls' },
  { id: 'createdAt', label: 'Created At' },
  { id: 'lastUsedAt', label: 'Key last used' },
  { id: 'hidden', label: 'Hidden' },
  { id: 'actions', label: 'Actions', alwaysVisible: true },
] as const;

const hiddenAtFirst = new Set<string>(['reservedInboundCalls', 'activeCalls', 'lastUsedAt']);
const shownAtFirst = columns.map(({ id }) => ({ id, visible: !hiddenAtFirst.has(id) }));

type ColumnDisplay = TableProps.ColumnDisplayProperties;

const isNarrow = window.matchMedia('(max-width: 760px)');

/** On a telephone a row begins with the name: an ID would leave no room for it. */
const nameFirst = (display: readonly ColumnDisplay[]): readonly ColumnDisplay[] =>
  isNarrow.matches ? display.toSorted((a, b) => Number(b.id === 'name') - Number(a.id === 'name')) : display;

/** The environments of the account, hidden ones too. */
export function EnvironmentsTable({ onOpen }: { onOpen: (open: Open) => void }) {
  const { all } = useEnvironments();
  const [preferences, setPreferences] = usePreferences('environments', {
    pageSize: 20,
    contentDisplay: shownAtFirst,
  });
  const columnDefinitions = useColumnDefinitions(onOpen);
  const { items, filterProps, filteredItemsCount, paginationProps, collectionProps, actions } = useCollection(
    all,
    {
      filtering: {
        fields: ['id', 'name'],
        empty: 'No environments',
        noMatch: (
          <SpaceBetween size="xs">
            <Box>No environment matches.</Box>
            <Button onClick={() => actions.setFiltering('')}>Clear the filter</Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize: preferences.pageSize ?? 20 },
      sorting: {},
    },
  );

  return (
    <Table
      {...collectionProps}
      items={items}
      columnDefinitions={columnDefinitions}
      columnDisplay={nameFirst(preferences.contentDisplay ?? shownAtFirst)}
      trackBy="id"
      variant="container"
      enableKeyboardNavigation
      stickyColumns={{ last: 1 }}
      ariaLabels={{ tableLabel: 'Environments' }}
      renderAriaLive={({ totalItemsCount }) => `${totalItemsCount} environments`}
      header={
        <Header variant="h2" counter={`(${all.length})`}>
          All environments
        </Header>
      }
      filter={
        <TextFilter
          {...filterProps}
          filteringPlaceholder="Find by name or ID"
          filteringAriaLabel="Find environments by name or ID"
          countText={`${filteredItemsCount ?? 0} found`}
        />
      }
      pagination={<Pagination {...paginationProps} />}
      preferences={
        <CollectionPreferences
          title="Columns"
          preferences={preferences}
          onConfirm={({ detail }) => setPreferences(detail)}
          pageSizePreference={{
            options: [10, 20, 40].map((value) => ({ value, label: `${value} environments` })),
          }}
          contentDisplayPreference={{ options: columns }}
        />
      }
    />
  );
}

function useColumnDefinitions(onOpen: (open: Open) => void): TableProps.ColumnDefinition<Environment>[] {
  const { data: concurrency } = useConcurrency();
  const now = useNow(10_000);
  const live = (id: string) =>
    concurrency?.environments.find(({ environmentId }) => environmentId === id)?.activeCalls ?? 0;
  return [
    {
      id: 'id',
      header: 'ID',
      sortingField: 'id',
      cell: ({ id }) => <Copyable text={id} what="environment ID" />,
    },
    {
      id: 'name',
      header: 'Environment Name',
      sortingField: 'name',
      isRowHeader: true,
      cell: (item) => <Name of={item} />,
    },
    { id: 'apiKey', header: 'API Key', cell: ({ apiKey }) => <code>{apiKey.masked}</code> },
    {
      id: 'maxConcurrentCalls',
      header: 'Max Concurrent Calls',
      sortingField: 'maxConcurrentCalls',
      cell: ({ maxConcurrentCalls }) => maxConcurrentCalls,
    },
    {
      id: 'reservedInboundCalls',
      header: 'Reserved for inbound',
      sortingField: 'reservedInboundCalls',
      cell: ({ reservedInboundCalls }) => reservedInboundCalls,
    },
    {
      id: 'activeCalls',
      header: 'Live calls',
      sortingComparator: (a, b) => live(a.id) - live(b.id),
      cell: ({ id }) => live(id),
    },
    {
      id: 'createdAt',
      header: 'Created At',
      sortingField: 'createdAt',
      cell: ({ createdAt }) => <At time={createdAt} />,
    },
    {
      id: 'lastUsedAt',
      header: 'Key last used',
      sortingComparator: (a, b) => (a.apiKey.lastUsedAt ?? '').localeCompare(b.apiKey.lastUsedAt ?? ''),
      cell: ({ apiKey }) =>
        apiKey.lastUsedAt === null ? 'Never' : <Ago time={apiKey.lastUsedAt} now={now} />,
    },
    {
      id: 'hidden',
      header: 'Hidden',
      sortingField: 'hidden',
      cell: (item) => <HiddenToggle environment={item} />,
    },
    { id: 'actions', header: 'Actions', cell: (item) => <Actions of={item} onOpen={onOpen} /> },
  ];
}

/** A click on the name goes to work in the environment: for a hidden one there is no other way. */
function Name({ of: { id, name, deletedAt } }: { of: Environment }) {
  const { current } = useEnvironments();
  const account = useAccount();
  return (
    <span className="row">
      <To path={`/${account.id}/${id}/calls`}>
        <NameText text={name} />
      </To>
      {id === current.id && <Icon name="check" ariaLabel="Current" />}
      {deletedAt !== undefined && (
        <StatusIndicator type="in-progress">Deleting after active calls end</StatusIndicator>
      )}
    </span>
  );
}

function Actions({ of: environment, onOpen }: { of: Environment; onOpen: (open: Open) => void }) {
  const memberMayNot = useWhyNot();
  const whyNot =
    memberMayNot ?? (environment.deletedAt === undefined ? undefined : 'This environment is being deleted.');
  const disabled = disabledFor(whyNot);
  return (
    <ButtonDropdown
      variant="icon"
      expandToViewport
      ariaLabel={`Actions for ${environment.name}`}
      items={[
        { id: 'edit', text: 'Edit', ...disabled },
        { id: 'rotate', text: 'Rotate API key', ...disabled },
        { id: 'delete', text: 'Delete', ...disabled },
      ]}
      onItemClick={({ detail }) => onOpen({ dialog: detail.id as 'edit' | 'rotate' | 'delete', environment })}
    />
  );
}
