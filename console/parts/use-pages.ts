import type { PaginationProps } from '@cloudscape-design/components/pagination';
import { useState } from 'react';

interface Pages {
  /** Of the page in sight; undefined for the first one. */
  readonly cursor: string | undefined;
  paginationProps(nextCursor: string | null | undefined): PaginationProps;
}

/**
 * Leafs through a list by its cursors: forward to where the list goes on, back to where one has been.
 * @param of what the list is of; when it changes, one is on its first page
 */
export function usePages(of: string): Pages {
  const [{ list, cursors, at }, setState] = useState<{
    list: string;
    cursors: readonly string[];
    at: number;
  }>({
    list: of,
    cursors: [],
    at: 0,
  });
  if (list !== of) setState({ list: of, cursors: [], at: 0 });
  return {
    cursor: cursors[at - 1],
    paginationProps(nextCursor) {
      const seen =
        nextCursor === null || nextCursor === undefined
          ? cursors.slice(0, at)
          : [...cursors.slice(0, at), nextCursor];
      return {
        currentPageIndex: at + 1,
        pagesCount: Math.max(at, seen.length) + 1,
        onChange: ({ detail }) =>
          setState({ list: of, cursors: seen, at: Math.min(detail.currentPageIndex - 1, seen.length) }),
      };
    },
  };
}
