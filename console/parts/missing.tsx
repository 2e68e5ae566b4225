import type { Failure } from '../api/failure.ts';
import { Loading } from '../frame/loading.tsx';
import { FailureAlert } from './failure-alert.tsx';

interface Props {
  /** The name of the part: “the progress”. */
  readonly what: string;
  readonly of: { readonly error: Failure | null; readonly refetch: () => unknown };
  readonly lines?: number;
}

/** Shown instead of a part that is loading, or could not be loaded. The rest of the page does not wait for it. */
export const Missing = ({ what, of: { error, refetch }, lines = 3 }: Props) =>
  error === null ? (
    <Loading what={what} lines={lines} />
  ) : (
    <FailureAlert
      failure={error}
      message={`Couldn't load ${what}. ${error.message}`}
      onRetry={() => void refetch()}
    />
  );
