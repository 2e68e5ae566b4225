import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAccount } from '../account/account.ts';
import { ActorName } from '../activity/actor-name.tsx';
import { Changes } from '../activity/changes.tsx';
import type { Failure } from '../api/failure.ts';
import { useSnapshot } from '../api/use-api.ts';
import { RequestId } from '../parts/request-id.tsx';
import { Ago } from '../format/time.tsx';

/** Says who has changed the edited thing in the meantime, and how. Typed values are dropped only on request. */
export function ChangedMeanwhile({
  targetId,
  failure,
  onChoose,
}: {
  targetId: string;
  failure: Failure;
  /** Loads the current state, with or without keeping the typed values. */
  onChoose: (keep: boolean) => void;
}) {
  const account = useAccount();
  const { data } = useSnapshot({
    operation: 'listAuditEvents',
    params: { accountId: account.id },
    query: { targetId, limit: '1' },
  });
  const event = data?.body.items[0];
  return (
    <div role="alert">
      <Alert
        type="warning"
        header="Someone else changed this. Your edit wasn't saved."
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" onClick={() => onChoose(false)}>
              Load latest
            </Button>
            <Button formAction="none" onClick={() => onChoose(true)}>
              Keep my edits
            </Button>
          </SpaceBetween>
        }
      >
        {event !== undefined && (
          <>
            <p>
              By <ActorName of={event} />, <Ago time={event.at} />:
            </p>
            <Changes of={event} />
          </>
        )}
        <RequestId of={failure} />
      </Alert>
    </div>
  );
}
