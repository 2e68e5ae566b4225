import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, type ReactNode } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { Failure } from '../api/failure.ts';
import type { ApiRequest } from '../api/request.ts';
import { AsApiCall } from './as-api-call.tsx';
import { firstField, focusOnOpen } from './focus.ts';
import { Refusal } from './refusal.tsx';
import type { Action } from './use-action.ts';

interface Props<Id extends OperationId> {
  /** The id by which a button outside refers to the form. */
  readonly id: string;
  /** The name of the form, where nothing around it has one. */
  readonly label?: string;
  readonly action: Action<Id>;
  readonly call: ApiRequest<Id>;
  /** The reason why it can't be done, if so. */
  readonly whyNot: string | undefined;
  /** The text while it is being done, if that may take some time. */
  readonly doing?: string | undefined;
  /** The fields that show their problems themselves. */
  readonly fields: readonly string[];
  /** Replaces the text of a failure; undefined keeps the text. */
  readonly onRefused?:
    ((failure: Failure, refused: ApiRequest<Id>, again: () => void) => ReactNode) | undefined;
  /** Whether one can type at once. */
  readonly focusesFirst?: boolean;
  readonly children: ReactNode;
}

/** The form of an action: what was refused, the fields, and the call of the API. */
export function ActionForm<Id extends OperationId>({
  id,
  label,
  action: { form, change, send },
  call,
  whyNot,
  doing,
  fields,
  onRefused,
  focusesFirst = true,
  children,
}: Props<Id>) {
  const opened = useCallback(
    (element: HTMLFormElement | null) => {
      form.current = element;
      if (focusesFirst) focusOnOpen(firstField)(element);
    },
    [form, focusesFirst],
  );
  return (
    <form
      id={id}
      ref={opened}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNot === undefined) send();
      }}
    >
      <SpaceBetween size="l">
        {change.isError &&
          (onRefused?.(change.error, change.variables, change.reset) || (
            <Refusal failure={change.error} refused={change.variables} call={call} fields={fields} />
          ))}
        {change.calledOff && (
          <Alert type="warning">
            You stopped waiting for the answer. This may have been done: check before you try again.
          </Alert>
        )}
        {change.isPending && doing !== undefined && (
          <div role="status">
            <StatusIndicator type="in-progress">{doing}</StatusIndicator>
          </div>
        )}
        {children}
        <AsApiCall call={call} />
      </SpaceBetween>
    </form>
  );
}
