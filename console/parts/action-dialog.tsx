import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useId, type ReactNode } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { useChange } from '../api/use-api.ts';
import { AsApiCall } from './as-api-call.tsx';
import { FailureAlert } from './failure-alert.tsx';

interface Props<Id extends OperationId> {
  readonly title: string;
  /** What the button says: a verb and its object. */
  readonly submit: string;
  /** What to say while it is being done, if that may take some time. */
  readonly doing?: string;
  /** What will be done. */
  readonly call: ApiCall<Id>;
  /** Why it can't be done yet, if so. */
  readonly notYet?: string | undefined;
  readonly size?: ModalProps.Size;
  /** The fields of the body that the dialog shows: a problem with one of them is told there. */
  readonly fields?: readonly string[];
  /** What to say of a refusal in place of its own words; nothing to leave it at those. */
  readonly onRefused?: (failure: Failure, refused: ApiCall<Id>) => ReactNode;
  readonly onDone: (answered: Answered<Id>) => void;
  readonly onClose: () => void;
  readonly children: ReactNode | ((problems: Failure['fields']) => ReactNode);
}

/** A dialog that does one thing: says what, shows it as a call of the API, does it, and tells what came of it. */
export function ActionDialog<Id extends OperationId>({
  title,
  submit,
  doing,
  call,
  notYet,
  size = 'medium',
  fields = [],
  onRefused,
  onDone,
  onClose,
  children,
}: Props<Id>) {
  const form = useId();
  const change = useChange<Id>();
  const problems = change.error?.fields ?? {};
  const close = () => {
    // What is on its way can't be called back; its end is waited for.
    if (!change.isPending) onClose();
  };

  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel="Close"
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close} disabled={change.isPending}>
              Cancel
            </Button>
            <Button
              variant="primary"
              form={form}
              loading={change.isPending}
              loadingText="Working"
              disabled={notYet !== undefined}
              {...(notYet !== undefined && { disabledReason: notYet })}
            >
              {submit}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (change.isPending || notYet !== undefined) return;
          change.mutate(call, { onSuccess: onDone });
        }}
      >
        <SpaceBetween size="l">
          {change.isError &&
            (onRefused?.(change.error, change.variables) || (
              <Refusal failure={change.error} fields={fields} />
            ))}
          {change.isPending && doing !== undefined && (
            <div role="status">
              <StatusIndicator type="in-progress">{doing}</StatusIndicator>
            </div>
          )}
          {typeof children === 'function' ? children(problems) : children}
          <AsApiCall call={call} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}

function Refusal({ failure, fields }: { failure: Failure; fields: readonly string[] }) {
  const told = fields.some((field) => failure.fields[field] !== undefined);
  const others = Object.entries(failure.fields).filter(([field]) => !fields.includes(field));
  const message = told ? 'Correct what is marked below.' : failure.message;
  return (
    <FailureAlert
      failure={failure}
      message={[message, ...others.map(([field, text]) => `${field}: ${text}`)].join(' ')}
    />
  );
}
