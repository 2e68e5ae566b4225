import Modal from '@cloudscape-design/components/modal';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Answered } from '../api/client.ts';
import { useSnapshot } from '../api/use-api.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';

interface Props<Id extends OperationId> {
  readonly title: string;
  /** Reads the state from which the dialog starts. */
  readonly call: ApiRequest<Id>;
  readonly onClose: () => void;
  /** The dialog, once that state is loaded. `reload` loads it again. */
  readonly children: (start: Answered<Id>, reload: () => void) => ReactNode;
}

/** A dialog that starts from the current state, so that nobody's change is overwritten unseen. */
export function AsOfNow<Id extends OperationId>({ title, call, onClose, children }: Props<Id>) {
  const { data, error, refetch } = useSnapshot(call);
  const reload = () => void refetch();
  if (data !== undefined) return children(data, reload);
  return (
    <Modal visible header={title} closeAriaLabel="Close" onDismiss={onClose}>
      {error === null ? (
        <StatusIndicator type="loading">Loading</StatusIndicator>
      ) : (
        <FailureAlert failure={error} onRetry={reload} />
      )}
    </Modal>
  );
}
