import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { Failure } from '../api/failure.ts';
import { RequestId } from './request-id.tsx';

/** Says what went wrong, with the request id; a screen reader says it at once. */
export function FailureAlert({
  failure,
  message = failure.message,
  onRetry,
}: {
  failure: Failure;
  /** Replaces the failure's own message. */
  message?: string;
  onRetry?: () => void;
}) {
  return (
    <div role="alert">
      <Alert type="error" action={onRetry && <Button onClick={onRetry}>Try again</Button>}>
        {message} <RequestId of={failure} />
      </Alert>
    </div>
  );
}
