import Alert from '@cloudscape-design/components/alert';
import type { AnyCall } from '../api/request.ts';
import type { Failure } from '../api/failure.ts';
import { WhoDeleted } from '../activity/who-deleted.tsx';
import { RequestId } from '../parts/request-id.tsx';

/** Says that the thing in a form has been deleted in the meantime. The form remains, with all typed values. */
export function Gone({ call, failure }: { call: AnyCall; failure: Failure }) {
  const { accountId: _, ...ids } = call.params ?? {};
  return (
    <div role="alert">
      <Alert type="error" header="This no longer exists">
        <WhoDeleted name="It" targetIds={Object.values(ids).toReversed()} /> Nothing was saved. Your text is
        kept here: copy what you need before you close this. <RequestId of={failure} />
      </Alert>
    </div>
  );
}
