import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import { useIsNarrow } from '../table/narrow.ts';

/** Facts beside each other, with what they are called. On a telephone two from the start: it is not found out by drawing more. */
export function FactsGrid({ columns = 1, ...props }: KeyValuePairsProps) {
  const isNarrow = useIsNarrow();
  return <KeyValuePairs {...props} columns={isNarrow ? Math.min(2, columns) : columns} />;
}
