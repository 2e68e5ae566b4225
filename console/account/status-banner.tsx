import Alert from '@cloudscape-design/components/alert';
import { useRead } from '../api/use-api.ts';
import { Day } from '../format/time.tsx';
import { MEMBER_NOTE } from '../parts/member-note.tsx';
import { useAccount } from './account.ts';

/** How long a closed account can be resumed. */
const RESUMABLE_MS = 30 * 86_400_000;

/** Shown on every page of a suspended or closed account: what the status means, since when it applies, and why. */
export function StatusBanner() {
  const { id, name, role, status } = useAccount();
  const isActive = status === 'active';
  const { data } = useRead(
    {
      operation: 'listAuditEvents',
      params: { accountId: id },
      query: { targetId: id, action: `account.${status}`, limit: '1' },
    },
    { enabled: !isActive },
  );
  if (isActive) return null;
  const event = data?.items[0];
  const reason = event?.after?.['reason'];
  const because = typeof reason === 'string' && (
    <>
      {' '}
      Reason: <q>{reason}</q>
    </>
  );
  const on = event !== undefined && (
    <>
      {' '}
      on <Day time={Date.parse(event.at)} />
    </>
  );
  return (
    // For a Member, their role is why a control is disabled.
    <div role="alert" {...(role === 'admin' && { id: MEMBER_NOTE })}>
      {status === 'suspended' ? (
        <Alert type="warning" header={`${name} is suspended`}>
          {event === undefined ? (
            'Calls'
          ) : (
            <>
              Since <Day time={Date.parse(event.at)} />, calls
            </>
          )}{' '}
          can&apos;t start and nothing can be changed.{because} Ask the operator of this service.
        </Alert>
      ) : (
        <Alert type="error" header={`${name} is closed`}>
          Closed{on}: its environments are deleted, nothing can be changed. Everything is removed for good{' '}
          {event === undefined ? (
            '30 days after that'
          ) : (
            <>
              on <Day time={Date.parse(event.at) + RESUMABLE_MS} />
            </>
          )}
          ; until then the operator of this service can resume it.{because}
        </Alert>
      )}
    </div>
  );
}
