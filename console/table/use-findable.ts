import type { TableProps } from '@cloudscape-design/components/table';
import type { PaginationProps } from '@cloudscape-design/components/pagination';
import { useState } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { lookEvery } from '../api/look-every.ts';
import { useList, type ItemOf, type ListId } from '../api/use-api.ts';
import type { Failure } from '../api/failure.ts';
import { useAddressQuery } from '../place/query.ts';
import { compared } from './sorting/compared.ts';
import { ROWS, usePage } from './use-page.ts';

/** The searchable fields of an item. */
type TextField<Item> = {
  [Name in keyof Item]: Item[Name] extends string | null | undefined ? Name : never;
}[keyof Item];

/**
 * A list that the API returns in pages. As soon as the user searches or sorts, all of it is loaded: an environment
 * has at most a thousand of every kind of resource. The search and the order are in the address.
 */
export function useFindable<Id extends ListId>(
  call: ApiRequest<Id>,
  fields: readonly TextField<ItemOf<Id>>[],
): Findable<ItemOf<Id>> {
  const [asked, change] = useAddressQuery();
  const text = asked('find') ?? '';
  const order = asked('order');
  const isWhole = text !== '' || order !== null;
  const page = usePage(call, { rows: ROWS, every: lookEvery.edits });
  const whole = useList(call, { enabled: isWhole, every: lookEvery.edits });
  const [at, setAt] = useState(1);
  const by = order?.replace(/^-/, '');
  const isDescending = order?.startsWith('-') ?? false;

  const found = whole.data
    ?.filter((item) => fields.some((field) => folded(item[field]).includes(folded(text))))
    .toSorted((one, other) => (by === undefined ? 0 : compared(one, other, by) * (isDescending ? -1 : 1)));
  const pages = Math.max(1, Math.ceil((found?.length ?? 0) / ROWS));
  const here = Math.min(at, pages);
  const ofPage = (page.data as { items: ItemOf<Id>[] } | undefined)?.items;
  const wholePagination: PaginationProps = {
    currentPageIndex: here,
    pagesCount: pages,
    onChange: ({ detail }) => setAt(detail.currentPageIndex),
  };
  const source = isWhole ? whole : page;
  return {
    items: isWhole ? found?.slice((here - 1) * ROWS, here * ROWS) : ofPage,
    data: isWhole ? whole.data : page.data,
    error: source.error,
    dataUpdatedAt: source.dataUpdatedAt,
    refetch: source.refetch,
    pagination: isWhole ? wholePagination : page.pagination,
    find: {
      text,
      count: found?.length ?? 0,
      look(typed: string) {
        setAt(1);
        change({ find: typed });
      },
    },
    sorting: {
      ...(by !== undefined && { sortingColumn: { sortingField: by }, sortingDescending: isDescending }),
      onSortingChange({ detail }: { detail: TableProps.SortingState<ItemOf<Id>> }) {
        const field = detail.sortingColumn.sortingField ?? '';
        change({ order: detail.isDescending === true ? `-${field}` : field });
      },
    },
  };
}

const folded = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

/** The props of a table with a search. */
export interface Findable<Item> {
  readonly items: readonly Item[] | undefined;
  readonly data: unknown;
  readonly error: Failure | null;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
  readonly pagination: PaginationProps;
  readonly find: { readonly text: string; readonly count: number; readonly look: (typed: string) => void };
  readonly sorting: Pick<TableProps<Item>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'>;
}
