import type { ModalProps } from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Answered } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { AsOfNow } from './as-of-now.tsx';
import { ChangedMeanwhile } from '../form/changed-meanwhile.tsx';
import { useEdits, type Edit } from '../form/use-edits.ts';

interface Fields<Typed> {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

interface Props<ReadId extends OperationId, EditId extends OperationId, Typed extends object> extends Edit<
  ReadId,
  EditId,
  Typed
> {
  readonly title: string;
  readonly size?: ModalProps.Size;
  /** The edited thing: its id in the activity, and the call that reads it. */
  readonly targetId: string;
  readonly read: ApiRequest<ReadId>;
  readonly fields: readonly string[];
  /** The notice after saving. */
  readonly saved: (answered: Answered<EditId>['body']) => string;
  readonly onClose: () => void;
  readonly children: (fields: Fields<Typed>) => ReactNode;
}

/**
 * Edits something, starting from its current state. Changes by somebody else in the meantime are shown, not
 * overwritten.
 */
export function EditDialog<ReadId extends OperationId, EditId extends OperationId, Typed extends object>({
  title,
  read,
  onClose,
  ...form
}: Props<ReadId, EditId, Typed>) {
  return (
    <AsOfNow title={title} call={read} onClose={onClose}>
      {(start, reload) => (
        <EditForm {...form} title={title} start={start} onReload={reload} onClose={onClose} />
      )}
    </AsOfNow>
  );
}

interface FormProps<
  ReadId extends OperationId,
  EditId extends OperationId,
  Typed extends object,
> extends Omit<Props<ReadId, EditId, Typed>, 'read'> {
  readonly start: Answered<ReadId>;
  readonly onReload: () => void;
}

function EditForm<ReadId extends OperationId, EditId extends OperationId, Typed extends object>({
  title,
  size,
  targetId,
  start,
  fields,
  saved,
  onReload,
  onClose,
  children,
  ...edit
}: FormProps<ReadId, EditId, Typed>) {
  const { notify } = useNotices();
  const { typed, changed, call, notYet, onType, drop } = useEdits<ReadId, EditId, Typed>(start, edit);
  return (
    <ActionDialog<EditId>
      title={title}
      submit="Save"
      {...(size !== undefined && { size })}
      call={call}
      typed={changed}
      notYet={notYet}
      fields={fields}
      onRefused={(failure, _, again) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile
            targetId={targetId}
            failure={failure}
            onChoose={(keep) => {
              again();
              if (!keep) drop();
              onReload();
            }}
          />
        )
      }
      onDone={(answered) => {
        notify({ type: 'success', header: saved(answered.body) });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => children({ typed, onType, problems })}
    </ActionDialog>
  );
}
