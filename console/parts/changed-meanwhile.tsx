import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useAccount } from '../account/account.ts';
import { Changes } from '../activity/changes.tsx';
import { actorName } from '../activity/sentence.ts';
import type { Failure } from '../api/failure.ts';
import { useRead } from '../api/use-api.ts';
import { RequestId } from './request-id.tsx';
import { Ago } from './time.tsx';

/** Says who changed what was being edited, and to what; what was typed is kept until one asks for the new state. */
export function ChangedMeanwhile({
  targetId,
  failure,
  onReload,
}: {
  targetId: string;
  failure: Failure;
  onReload: () => void;
}) {
  const account = useAccount();
  const { data } = useRead({
    operation: 'listAuditEvents',
    params: { accountId: account.id },
    query: { targetId, limit: '1' },
  });
  const event = data?.items[0];
  return (
    <div role="alert">
      <Alert
        type="warning"
        header="It was changed meanwhile, so nothing was saved"
        action={
          <Button formAction="none" onClick={onReload}>
            Load what it is now
          </Button>
        }
      >
        {event !== undefined && (
          <>
            <p>
              By {actorName(event)}, <Ago time={event.at} />:
            </p>
            <Changes of={event} />
          </>
        )}
        <RequestId of={failure} />
      </Alert>
    </div>
  );
}
