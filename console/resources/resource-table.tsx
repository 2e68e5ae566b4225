import Box from '@cloudscape-design/components/box';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import type { PaginationProps } from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Failure } from '../api/failure.ts';
import { disabledFor } from '../parts/disabled.ts';
import { AsOf } from '../parts/as-of.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Pager } from '../parts/pager.tsx';
import { useHome } from './home.tsx';

/** How many rows a page of such a table has. */
export const ROWS = 25;
interface Props<Item, Action extends string> {
  /** In the plural: “Agents”. */
  readonly name: string;
  readonly page: {
    readonly data: { readonly items: readonly Item[] } | undefined;
    readonly error: Failure | null;
    readonly dataUpdatedAt: number;
    readonly refetch: () => unknown;
    readonly pagination: PaginationProps;
  };
  readonly columns: TableProps.ColumnDefinition<Item>[];
  /** What to say where there is none. */
  readonly empty: string;
  readonly nameOf: (item: Item) => string;
  readonly actions: (item: Item) => readonly { readonly id: Action; readonly text: string }[];
  readonly onAction: (action: Action, item: Item) => void;
}

/** A page of the resources of an environment, with what can be done to each. */
export function ResourceTable<Item extends { readonly id: string }, Action extends string>({
  name,
  page,
  columns,
  empty,
  nameOf,
  actions,
  onAction,
}: Props<Item, Action>) {
  const { whyNot } = useHome();
  const { data, error, refetch, pagination } = page;
  if (error !== null && data === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  const disabled = disabledFor(whyNot);
  const menuOf = (item: Item): ButtonDropdownProps.Item[] =>
    actions(item).map((action) => ({ ...action, ...disabled }));
  return (
    <SpaceBetween size="xs">
      <AsOf of={page} />
      <Table
        items={data?.items ?? []}
        trackBy="id"
        loading={data === undefined}
        loadingText={`Loading the ${name.toLowerCase()}`}
        variant="container"
        enableKeyboardNavigation
        stickyColumns={{ last: 1 }}
        ariaLabels={{ tableLabel: name }}
        empty={
          <Box textAlign="center" color="text-body-secondary">
            {empty}
          </Box>
        }
        pagination={<Pager {...pagination} />}
        columnDefinitions={[
          ...columns,
          {
            id: 'actions',
            header: 'Actions',
            cell: (item) => (
              <ButtonDropdown
                variant="icon"
                expandToViewport
                ariaLabel={`Actions for ${nameOf(item)}`}
                items={menuOf(item)}
                onItemClick={({ detail }) => onAction(detail.id as Action, item)}
              />
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
