import type { PaginationProps } from '@cloudscape-design/components/pagination';
import { useEffect, useState } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import { useGrowingList, type ListId } from '../../api/use-api.ts';
import { ROWS } from '../../table/use-page.ts';

/** So many answers are asked for by itself to fill a page: a filter can leave one of them with little, or nothing. */
const BY_ITSELF = 5;

interface Place {
  /** Of which list. */
  readonly list: string;
  /** Which page is in sight, from 1 on. */
  readonly at: number;
  /** Up to how many answers it goes on by itself. */
  readonly until: number;
}

/** A list that one leafs through in full pages, however little each answer of the API holds. */
export function useFound<Id extends ListId>(call: ApiRequest<Id>) {
  const { items, answers, error, hasNextPage, isFetching, fetchNextPage, refetch, ...rest } =
    useGrowingList(call);
  const list = JSON.stringify(call);
  const start: Place = { list, at: 1, until: BY_ITSELF };
  const [chosen, setPlace] = useState(start);
  const place = chosen.list === list ? chosen : start;
  const count = items?.length ?? 0;
  const pages = Math.max(1, Math.ceil(count / ROWS));
  // What was on the last page may be there no more.
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
    /** Goes on where it stopped short of a full page; undefined where there is nothing to go on with. */
    goOn: isShort && !goesOn && !isFetching ? () => go(at) : undefined,
    retry: () => void (items === undefined ? refetch() : fetchNextPage()),
    pagination,
  };
}
