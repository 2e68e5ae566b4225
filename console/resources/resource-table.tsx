import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Pagination, { type PaginationProps } from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Failure } from '../api/failure.ts';
import { disabledFor } from '../parts/disabled.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useHome } from './home.tsx';

/** How many rows a page of such a table has. */
export const PAGE = '25';
/** How soon one sees what others have changed, in milliseconds. */
export const LOOK_EVERY = 15_000;

interface Props<Item, Action extends string> {
  /** In the plural: “Agents”. */
  readonly name: string;
  readonly page: {
    readonly data: { readonly items: readonly Item[] } | undefined;
    readonly error: Failure | null;
    readonly refetch: () => unknown;
  };
  readonly pagination: PaginationProps;
  readonly columns: TableProps.ColumnDefinition<Item>[];
  /** What to say where there is none. */
  readonly empty: string;
  /** What the button says that makes one. */
  readonly create: string;
  readonly onCreate: () => void;
  readonly nameOf: (item: Item) => string;
  readonly actions: (item: Item) => readonly { readonly id: Action; readonly text: string }[];
  readonly onAction: (action: Action, item: Item) => void;
}

/** A page of the resources of an environment, with what can be done to each. */
export function ResourceTable<Item extends { readonly id: string }, Action extends string>({
  name,
  page: { data, error, refetch },
  pagination,
  columns,
  empty,
  create,
  onCreate,
  nameOf,
  actions,
  onAction,
}: Props<Item, Action>) {
  const { whyNot } = useHome();
  if (error !== null && data === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  const disabled = disabledFor(whyNot);
  const menuOf = (item: Item): ButtonDropdownProps.Item[] =>
    actions(item).map((action) => ({ ...action, ...disabled }));
  return (
    <Table
      items={data?.items ?? []}
      trackBy="id"
      loading={data === undefined}
      loadingText={`Loading the ${name.toLowerCase()}`}
      variant="container"
      enableKeyboardNavigation
      stickyColumns={{ last: 1 }}
      ariaLabels={{ tableLabel: name }}
      header={
        <Header
          variant="h2"
          actions={
            <Button variant="primary" {...disabled} onClick={onCreate}>
              {create}
            </Button>
          }
        >
          {name}
        </Header>
      }
      empty={
        <Box textAlign="center" color="text-body-secondary">
          {pagination.currentPageIndex === 1 ? empty : 'There is nothing left on this page.'}
        </Box>
      }
      pagination={<Pagination {...pagination} />}
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
  );
}
