import type { ReactNode } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';

interface Props<Id extends OperationId> {
  /** What is edited: its id, and what it is called. */
  readonly id: string;
  readonly name: string;
  readonly size?: 'medium' | 'large';
  /** The edit. With `ifMatch`, so that nobody's change is overwritten unseen. */
  readonly call: ApiCall<Id>;
  readonly notYet: string | undefined;
  readonly fields: readonly string[];
  /** What it is called once it is saved. */
  readonly nameOf: (answered: Answered<Id>['body']) => string;
  /** Begins anew with what is true now. */
  readonly onReload: () => void;
  readonly onClose: () => void;
  readonly children: (problems: Failure['fields']) => ReactNode;
}

/** The dialog of an edit: says that it is saved, or who has changed the same thing meanwhile. */
export function SaveDialog<Id extends OperationId>({
  id,
  name,
  nameOf,
  onReload,
  onClose,
  ...dialog
}: Props<Id>) {
  const { notify } = useNotices();
  return (
    <ActionDialog<Id>
      {...dialog}
      title={`Edit ${name}`}
      submit="Save"
      onRefused={(failure) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile targetId={id} failure={failure} onReload={onReload} />
        )
      }
      onDone={({ body }) => {
        notify({ type: 'success', header: `${nameOf(body)} is saved` });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
