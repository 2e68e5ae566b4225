import { useEffect, useRef } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { Answered } from '../api/client.ts';
import type { ApiRequest } from '../api/request.ts';
import { useChange } from '../api/use-api.ts';
import { focusFirstProblem } from './focus.ts';
import { standing } from './problems.ts';
import { useUnsaved } from './unsaved.ts';

interface Options<Id extends OperationId> {
  readonly call: ApiRequest<Id>;
  /** The typed values, if they would be a loss. */
  readonly typed: unknown;
  readonly onDone: (answered: Answered<Id>) => void;
  /** Called when somebody leaves the form, and there is nothing to lose or they want to lose it. */
  readonly onLeave: () => void;
}

/** The action of a form, in a dialog or on a page: its call, the problems of its fields, and its unsaved text. */
export function useAction<Id extends OperationId>({ call, typed, onDone, onLeave }: Options<Id>) {
  const form = useRef<HTMLFormElement>(null);
  const change = useChange<Id>();
  const unsaved = useUnsaved(typed, onLeave);
  useEffect(() => focusFirstProblem(form.current), [change.error]);
  return {
    form,
    change,
    unsaved,
    problems: standing(change.error, change.variables, call),
    isGone: change.error?.code === 'not_found',
    send: () =>
      change.mutate(call, {
        onSuccess(answered) {
          unsaved.saved();
          onDone(answered);
        },
      }),
  };
}

export type Action<Id extends OperationId> = ReturnType<typeof useAction<Id>>;
