import { useMemo } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { figure } from '../format/figure.ts';
import { useNotices } from '../frame/notices.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import type { Environment } from './environment-provider.tsx';

/** Pauses an environment, or ends its pause. */
export function PauseDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const account = useAccount();
  const { notify } = useNotices();
  const { id, name, paused, allocatedConcurrentCalls: held } = environment;
  const { data } = useConcurrency();
  const live = data?.environments.find(({ environmentId }) => environmentId === id)?.activeCalls;
  const call = useMemo(
    (): ApiRequest<'editEnvironment'> => ({
      operation: 'editEnvironment',
      params: { accountId: account.id, environmentId: id },
      body: { paused: !paused },
    }),
    [account.id, id, paused],
  );
  return (
    <ActionDialog
      title={`${paused ? 'Resume' : 'Pause'} ${name}`}
      submit={`${paused ? 'Resume' : 'Pause'} environment`}
      destructive={!paused}
      within={environment}
      call={call}
      onDone={() => {
        notify({ type: 'success', header: paused ? `${name} accepts calls again` : `${name} is paused` });
        onClose();
      }}
      onClose={onClose}
    >
      {paused ? (
        <p>New calls can start again, up to the limits of {name} and of its campaigns.</p>
      ) : (
        <ul>
          <li>New calls are rejected until an Admin resumes it.</li>
          <li>{running(live)}</li>
          <li>
            It keeps its {held === 1 ? 'one concurrent call' : `${figure(held)} concurrent calls`} of the
            plan.
          </li>
        </ul>
      )}
    </ActionDialog>
  );
}

const running = (live: number | undefined): string => {
  if (live === undefined) return 'Calls that are running continue.';
  if (live === 0) return 'No calls are running.';
  return live === 1
    ? 'The call that is running continues.'
    : `The ${figure(live)} calls that are running continue.`;
};
