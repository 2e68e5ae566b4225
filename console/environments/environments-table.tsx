import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { List } from '../table/list.tsx';
import TextFilter from '@cloudscape-design/components/text-filter';
import { Pager } from '../table/pager.tsx';
import { usePreferences } from '../table/preferences.ts';
import { columns, shownAtFirst, useColumnDefinitions } from './environment-columns.tsx';
import { useEnvironments } from './environment-provider.tsx';
import type { Open } from './open.ts';

/** The environments of the account, hidden ones too. */
export function EnvironmentsTable({ onOpen }: { onOpen: (open: Open) => void }) {
  const { all } = useEnvironments();
  const [preferences, setPreferences] = usePreferences('environments', {
    pageSize: 20,
    contentDisplay: shownAtFirst,
  });
  // Columns that somebody chose are shown at any width.
  const isChosen = preferences.contentDisplay !== shownAtFirst;
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
    <List
      {...collectionProps}
      items={items}
      columnDefinitions={
        isChosen ? columnDefinitions.map(({ from: _, ...column }) => column) : columnDefinitions
      }
      columnDisplay={preferences.contentDisplay ?? shownAtFirst}
      trackBy="id"
      name="Environments"
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
      pagination={<Pager {...paginationProps} />}
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
