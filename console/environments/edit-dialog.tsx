import Modal from '@cloudscape-design/components/modal';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { useSnapshot } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ChangedMeanwhile } from '../parts/changed-meanwhile.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { EnvironmentFields, environmentFields, notYet, type Typed } from './environment-fields.tsx';
import type { Environment } from './environment-provider.tsx';

/** Starts from what the environment is at this moment, so that nobody's change is overwritten unseen. */
export function EditDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const account = useAccount();
  const snapshot = useSnapshot({
    operation: 'getEnvironment',
    params: { accountId: account.id, environmentId: environment.id },
  });
  if (snapshot.data === undefined) {
    return (
      <Modal visible header={`Edit ${environment.name}`} closeAriaLabel="Close" onDismiss={onClose}>
        {snapshot.error === null ? (
          <StatusIndicator type="loading">Loading {environment.name}</StatusIndicator>
        ) : (
          <FailureAlert failure={snapshot.error} onRetry={() => void snapshot.refetch()} />
        )}
      </Modal>
    );
  }
  return (
    <EditForm
      key={snapshot.data.etag}
      start={snapshot.data}
      onReload={() => void snapshot.refetch()}
      onClose={onClose}
    />
  );
}

interface Props {
  readonly start: Answered<'getEnvironment'>;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function EditForm({ start: { body: before, etag }, onReload, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const [typed, setTyped] = useState<Typed>({
    name: before.name,
    maxConcurrentCalls: String(before.maxConcurrentCalls),
    hidden: before.hidden,
  });
  const call = useMemo((): ApiCall<'editEnvironment'> => {
    const limit = Number(typed.maxConcurrentCalls);
    return {
      operation: 'editEnvironment',
      params: { accountId: account.id, environmentId: before.id },
      body: {
        ...(typed.name !== before.name && { name: typed.name }),
        ...(limit !== before.maxConcurrentCalls && { maxConcurrentCalls: limit }),
        ...(typed.hidden !== before.hidden && { hidden: typed.hidden }),
      },
      ifMatch: etag,
    };
  }, [account.id, before, etag, typed]);
  const unchanged = Object.keys(call.body).length === 0 ? 'Change something first.' : undefined;

  return (
    <ActionDialog
      title={`Edit ${before.name}`}
      submit="Save"
      call={call}
      notYet={notYet(typed) ?? unchanged}
      fields={environmentFields}
      onRefused={(failure) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile targetId={before.id} failure={failure} onReload={onReload} />
        )
      }
      onDone={({ body: { name } }) => {
        notify({ type: 'success', header: `${name} is saved` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <EnvironmentFields typed={typed} onType={setTyped} problems={problems} environmentId={before.id} />
      )}
    </ActionDialog>
  );
}
