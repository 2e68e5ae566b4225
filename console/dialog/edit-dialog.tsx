import type { ModalProps } from '@cloudscape-design/components/modal';
import { useMemo, useState, type ReactNode } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Answered } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { AsOfNow } from './as-of-now.tsx';
import { changedFields } from './changed-fields.ts';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';

interface Fields<Typed> {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

interface Props<ReadId extends OperationId, EditId extends OperationId, Typed extends object> {
  readonly title: string;
  readonly size?: ModalProps.Size;
  /** The edited thing: its id in the activity, and the call that reads it. */
  readonly targetId: string;
  readonly read: ApiRequest<ReadId>;
  /** The fields to edit, as they are typed. */
  readonly typedOf: (found: Answered<ReadId>['body']) => Typed;
  /** The reason why the typed values can't be saved yet. */
  readonly notYet?: (typed: Typed) => string | undefined;
  /** The call that saves it: only the changed fields, and only if nobody else changed it in the meantime. */
  readonly save: (changed: Partial<Typed>, etag: string | undefined) => ApiRequest<EditId>;
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
  start: { body, etag },
  typedOf,
  notYet,
  save,
  fields,
  saved,
  onReload,
  onClose,
  children,
}: FormProps<ReadId, EditId, Typed>) {
  const { notify } = useNotices();
  const before = typedOf(body);
  const [edits, setEdits] = useState<Partial<Typed>>({});
  const typed = { ...before, ...edits };
  const changed = changedFields(before, typed);
  // The same object as long as the content is the same, so that a retry after a lost answer has the same idempotency
  // key.
  const said = JSON.stringify([changed, etag]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const call = useMemo(() => save(changed, etag), [said]);
  const nothing = Object.keys(changed).length === 0 ? 'Change something first.' : undefined;
  return (
    <ActionDialog<EditId>
      title={title}
      submit="Save"
      {...(size !== undefined && { size })}
      call={call}
      typed={changed}
      notYet={notYet?.(typed) ?? nothing}
      fields={fields}
      onRefused={(failure, _, again) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile
            targetId={targetId}
            failure={failure}
            onChoose={(keep) => {
              again();
              if (!keep) setEdits({});
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
      {(problems) => children({ typed, onType: (next) => setEdits(changedFields(before, next)), problems })}
    </ActionDialog>
  );
}
