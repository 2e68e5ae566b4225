import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import { useIsNarrow } from '../table/narrow.ts';

/** Labelled facts side by side. On a phone there are two columns from the start, without measuring first. */
export function FactsGrid({ columns = 1, ...props }: KeyValuePairsProps) {
  const isNarrow = useIsNarrow();
  return <KeyValuePairs {...props} columns={isNarrow ? Math.min(2, columns) : columns} />;
}
