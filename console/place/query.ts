import { useSearchParams } from 'react-router-dom';

type Changes = Readonly<Record<string, string | null | undefined>>;

/**
 * The query of the address: filters, periods and the like, so that a reload, Back and a link show the same. A value
 * that is absent or null is removed.
 */
export function useAddressQuery(): [of: (name: string) => string | null, change: (changes: Changes) => void] {
  const [query, setQuery] = useSearchParams();
  const change = (changes: Changes) =>
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null || value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      // Choosing a filter is not a new page: Back leads to the page before.
      { replace: true },
    );
  return [(name) => query.get(name), change];
}

/** One of the allowed values; anything else in an address counts as the first of them. */
export const oneOf = <Value extends string>(
  value: string | null,
  values: readonly [Value, ...Value[]],
): Value => values.find((known) => known === value) ?? values[0];
