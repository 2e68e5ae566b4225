import type { ReactNode } from 'react';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Column } from './list-props.ts';
import { List } from './list.tsx';
import TextFilter from '@cloudscape-design/components/text-filter';
import { AsOf } from '../parts/as-of.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Empty } from './empty.tsx';
import { Pager } from './pager.tsx';
import { RowMenu, type RowAction } from './row-menu.tsx';
import type { Findable } from './use-findable.ts';

interface Props<Item, Action extends string> {
  /** In the plural: “Agents”. */
  readonly name: string;
  readonly list: Findable<Item>;
  readonly columns: Column<Item>[];
  /** The content of an empty list, and how to create the first one. */
  readonly empty: ReactNode;
  readonly nameOf: (item: Item) => string;
  readonly actions: (item: Item) => readonly RowAction<Action>[];
  /** The reason why none of them can be changed, if that is so. */
  readonly whyNot: string | undefined;
  readonly onAction: (action: Action, item: Item) => void;
}

/** The resources of an environment or an account, with the actions on each. */
export function ResourceTable<Item extends { readonly id: string }, Action extends string>({
  name,
  list,
  columns,
  empty,
  nameOf,
  actions,
  whyNot,
  onAction,
}: Props<Item, Action>) {
  const { items, error, refetch, find, sorting, pagination } = list;
  if (error !== null && items === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  const isEmpty = items?.length === 0 && find.text === '';
  return (
    <SpaceBetween size="xs">
      <AsOf of={list} />
      <List<Item>
        items={items ?? []}
        trackBy="id"
        loading={items === undefined}
        loadingText={`Loading the ${name.toLowerCase()}`}
        name={name}
        {...sorting}
        filter={
          !isEmpty && (
            <TextFilter
              filteringText={find.text}
              filteringPlaceholder={`Find ${name.toLowerCase()}`}
              filteringAriaLabel={`Find ${name.toLowerCase()}`}
              countText={find.text === '' ? '' : `${find.count} found`}
              onChange={({ detail }) => find.look(detail.filteringText)}
            />
          )
        }
        empty={find.text === '' ? empty : <Empty title="No matches" />}
        pagination={<Pager {...pagination} />}
        columnDefinitions={[
          ...columns,
          {
            id: 'actions',
            header: 'Actions',
            cell: (item) => (
              <RowMenu<Action>
                label={nameOf(item)}
                actions={actions(item).map((action) => ({
                  ...action,
                  whyNot,
                  destructive: action.id === 'delete',
                }))}
                onChoose={(action) => onAction(action, item)}
              />
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
