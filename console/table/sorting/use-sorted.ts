import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { compared } from './compared.ts';

type Sorting<Item> = Pick<TableProps<Item>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'>;

/** Sorts a fully loaded list, by the chosen column. */
export function useSorted<Item>(items: readonly Item[]): Sorting<Item> & { readonly items: readonly Item[] } {
  const [chosen, setChosen] = useState<TableProps.SortingState<Item>>();
  const onSortingChange: Sorting<Item>['onSortingChange'] = ({ detail }) => setChosen(detail);
  if (chosen === undefined) return { items, onSortingChange };
  const { sortingField: by = '' } = chosen.sortingColumn;
  const isDescending = chosen.isDescending === true;
  return {
    items: items.toSorted((one, other) => compared(one, other, by) * (isDescending ? -1 : 1)),
    sortingColumn: chosen.sortingColumn,
    sortingDescending: isDescending,
    onSortingChange,
  };
}
