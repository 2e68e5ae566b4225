import type { Failure } from '../../api/failure.ts';
import { FailureAlert } from '../../parts/failure-alert.tsx';

/** Replaces the text of a refusal that is written for users of the account; undefined keeps the text. */
export function refused(failure: Failure) {
  const { code, document } = failure;
  switch (code) {
    case 'not_found':
      return <FailureAlert failure={failure} message="This account was removed. Nothing was changed." />;
    case 'account_closed':
      return (
        <FailureAlert
          failure={failure}
          message="This account has been closed in the meantime. Nothing was changed."
        />
      );
    case 'concurrency_allocation_exceeded':
      return (
        <FailureAlert
          failure={failure}
          message={`Its environments need ${String(document['requested'])} concurrent calls, and the plan has ${String(document['unallocated'])} left. Set a larger plan first.`}
        />
      );
    case 'temporarily_unavailable':
      return (
        <FailureAlert
          failure={failure}
          message="Berth is temporarily unavailable. A part may have been done already: do the same again, and it continues."
        />
      );
    default:
      return undefined;
  }
}
