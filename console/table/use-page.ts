import type { PaginationProps } from '@cloudscape-design/components/pagination';
import { useEffect, useState } from 'react';
import type { AnswerTo, ApiRequest } from '../api/request.ts';
import { useRead, type ListId } from '../api/use-api.ts';

/** How many rows a page has. */
export const ROWS = 25;
/** The same for rows of a single line. */
export const MANY_ROWS = 100;

interface Options {
  /** How many rows a page has. */
  readonly rows: number;
  /** Milliseconds between two reloads. */
  readonly every?: number;
  /** A value that the cursors depend on besides the call: when it changes, the first page is shown. */
  readonly version?: string;
}

interface Place {
  /** The list. */
  readonly list: string;
  /** The cursor of each page, from the second on. */
  readonly cursors: readonly string[];
  /** The index of the current page, from 0 on. */
  readonly at: number;
}

/**
 * Pages through a list by its cursors, forward and back. When nothing is left on the current page, the previous one is
 * shown.
 */
export function usePage<Id extends ListId>(call: ApiRequest<Id>, { rows, every, version = '' }: Options) {
  const list = JSON.stringify([call, version]);
  const [place, setPlace] = useState<Place>({ list, cursors: [], at: 0 });
  if (place.list !== list) setPlace({ list, cursors: [], at: 0 });
  const { cursors, at } = place.list === list ? place : { cursors: [], at: 0 };
  const paged = {
    ...call,
    query: { ...call.query, limit: String(rows), cursor: cursors[at - 1] },
  } as unknown as ApiRequest<Id>;
  const read = useRead(paged, every === undefined ? {} : { every });
  const { items = [], nextCursor } = (read.data ?? {}) as Partial<AnswerTo<ListId>>;

  const isLeftEmpty =
    read.data !== undefined && items.length === 0 && typeof nextCursor !== 'string' && at > 0;
  useEffect(() => {
    if (isLeftEmpty) setPlace((before) => ({ ...before, at: before.at - 1 }));
  }, [isLeftEmpty]);

  const known = cursors.slice(0, at);
  const seen = typeof nextCursor === 'string' ? [...known, nextCursor] : known;
  const pagination: PaginationProps = {
    currentPageIndex: at + 1,
    pagesCount: Math.max(at, seen.length) + 1,
    onChange: ({ detail }) =>
      setPlace({ list, cursors: seen, at: Math.min(detail.currentPageIndex - 1, seen.length) }),
  };
  return { ...read, pagination };
}

/** The props of a table of a list. */
export type PageOf<Id extends ListId> = ReturnType<typeof usePage<Id>>;
