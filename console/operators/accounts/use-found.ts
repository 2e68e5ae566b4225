import type { PaginationProps } from '@cloudscape-design/components/pagination';
import { useEffect, useState } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import { useGrowingList, type ListId } from '../../api/use-api.ts';
import { ROWS } from '../../table/use-page.ts';

/**
 * How many answers are requested automatically to fill a page: with a filter, an answer may have few items, or none.
 */
const BY_ITSELF = 5;

interface Place {
  /** The list. */
  readonly list: string;
  /** The number of the current page, from 1 on. */
  readonly at: number;
  /** Up to how many answers it continues automatically. */
  readonly until: number;
}

/** A list in full pages, however few items each answer of the API has. */
export function useFound<Id extends ListId>(call: ApiRequest<Id>) {
  const { items, answers, error, hasNextPage, isFetching, fetchNextPage, refetch, ...rest } =
    useGrowingList(call);
  const list = JSON.stringify(call);
  const start: Place = { list, at: 1, until: BY_ITSELF };
  const [chosen, setPlace] = useState(start);
  const place = chosen.list === list ? chosen : start;
  const count = items?.length ?? 0;
  const pages = Math.max(1, Math.ceil(count / ROWS));
  // The items of the last page may be gone.
  const at = hasNextPage ? place.at : Math.min(place.at, pages);
  const isShort = hasNextPage && count < at * ROWS;
  const goesOn = isShort && answers < place.until && error === null;

  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);

  const go = (to: number) => setPlace({ list, at: to, until: answers + BY_ITSELF });
  const pagination: PaginationProps = {
    currentPageIndex: at,
    pagesCount: Math.max(at, pages),
    openEnd: hasNextPage && !isShort,
    onChange: ({ detail }) => go(detail.currentPageIndex),
  };
  return {
    ...rest,
    error,
    rows: items?.slice((at - 1) * ROWS, at * ROWS),
    count,
    hasMore: hasNextPage,
    isSearching: goesOn || (isFetching && isShort),
    /** Continues where it stopped short of a full page; undefined when there is nothing more. */
    goOn: isShort && !goesOn && !isFetching ? () => go(at) : undefined,
    retry: () => void (items === undefined ? refetch() : fetchNextPage()),
    pagination,
  };
}
