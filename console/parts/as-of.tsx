import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Failure } from '../api/failure.ts';
import { clock } from '../format/time.tsx';

interface Props {
  readonly of: { readonly error: Failure | null; readonly data: unknown; readonly dataUpdatedAt: number };
}

/** Shows the time of figures that could not be updated. Renders nothing while they are current. */
export function AsOf({ of: { error, data, dataUpdatedAt } }: Props) {
  if (error === null || data === undefined) return null;
  return <StatusIndicator type="warning">As of {clock(dataUpdatedAt)}: could not be updated</StatusIndicator>;
}
