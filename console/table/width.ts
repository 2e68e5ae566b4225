import { useSyncExternalStore } from 'react';

/** The widths at which a page has at least this much space for a table, in pixels. The list of pages takes some of it from 1101 on. */
const queries = {
  /** 925 */
  medium: '(min-width: 991px) and (max-width: 1100px), (min-width: 1223px)',
  /** 1120 */
  wide: '(min-width: 1418px)',
  /** 1370 */
  full: '(min-width: 1672px)',
} as const;

/** How much space a column needs beside the ones that are always shown. */
export type Width = keyof typeof queries;

const widths = Object.keys(queries) as Width[];
const media = widths.map((width) => ({ width, query: window.matchMedia(queries[width]) }));

function subscribe(onChange: () => void): () => void {
  for (const { query } of media) query.addEventListener('change', onChange);
  return () => {
    for (const { query } of media) query.removeEventListener('change', onChange);
  };
}

/** Whether a table has the space for columns that are shown from a width on. */
export function useHasWidth(): (from: Width | undefined) => boolean {
  const matching = useSyncExternalStore(subscribe, () =>
    media
      .filter(({ query }) => query.matches)
      .map(({ width }) => width)
      .join(' '),
  );
  return (from) => from === undefined || matching.split(' ').includes(from);
}
