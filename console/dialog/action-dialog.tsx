import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import { useId, useState, type ReactNode } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Answered } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { ActionForm } from '../form/action-form.tsx';
import { useAction } from '../form/use-action.ts';
import { DialogFooter } from './dialog-footer.tsx';
import { TypeToConfirm, unconfirmed } from './type-to-confirm.tsx';

interface Props<Id extends OperationId> {
  readonly title: string;
  /** The text of the button: a verb and its object. */
  readonly submit: string;
  /** Whether it is destructive: the button is red. */
  readonly destructive?: boolean;
  /** Its environment, if it has one: in a critical one, a destructive action asks for the name of the environment. */
  readonly within?: { readonly name: string; readonly critical: boolean };
  /** The text while it is being done, if that may take some time. */
  readonly doing?: string;
  /** What will be done. */
  readonly call: ApiRequest<Id>;
  /** The typed values, if they would be a loss: the dialog then asks before it closes. */
  readonly typed?: unknown;
  /** The reason why it can't be done yet, if it can't. */
  readonly notYet?: string | undefined;
  readonly size?: ModalProps.Size;
  /** The fields of the body that the dialog shows, and next to which it shows their problems. */
  readonly fields?: readonly string[];
  /** Replaces the text of a failure; undefined keeps the text. */
  readonly onRefused?: (failure: Failure, refused: ApiRequest<Id>, again: () => void) => ReactNode;
  readonly onDone: (answered: Answered<Id>) => void;
  readonly onClose: () => void;
  readonly children: ReactNode | ((problems: Failure['fields']) => ReactNode);
}

/**
 * A dialog for one action: it describes the action, shows the call of the API, makes the call, and reports the
 * outcome.
 */
export function ActionDialog<Id extends OperationId>({
  title,
  submit,
  destructive = false,
  within,
  doing,
  call,
  typed,
  notYet,
  size = 'medium',
  fields = [],
  onRefused,
  onDone,
  onClose,
  children,
}: Props<Id>) {
  const id = useId();
  const action = useAction({ call, typed, onDone, onLeave: onClose });
  const { change, unsaved } = action;
  const [confirmed, setConfirmed] = useState('');
  const critical = destructive && within?.critical ? within.name : undefined;
  const whyNot = notYet ?? (critical === undefined ? undefined : unconfirmed(critical, confirmed));
  const dismiss = (reason: string) => {
    // The dialog waits for a request under way, until the user stops waiting.
    if (change.isPending || (reason === 'overlay' && typed !== undefined)) return;
    if (unsaved.asking) unsaved.keep();
    else unsaved.leave();
  };

  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel="Close"
      onDismiss={({ detail }) => dismiss(detail.reason)}
      footer={
        <DialogFooter
          form={id}
          submit={submit}
          destructive={destructive}
          notYet={action.isGone ? 'This no longer exists.' : whyNot}
          isPending={change.isPending}
          unsaved={unsaved}
          onCancel={change.isPending ? change.callOff : unsaved.leave}
        />
      }
    >
      <ActionForm
        id={id}
        action={action}
        call={call}
        whyNot={whyNot}
        doing={doing}
        fields={fields}
        onRefused={onRefused}
      >
        {typeof children === 'function' ? children(action.problems) : children}
        {critical !== undefined && <TypeToConfirm name={critical} typed={confirmed} onType={setConfirmed} />}
      </ActionForm>
    </Modal>
  );
}
