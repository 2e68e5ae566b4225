import { useMemo, useState } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { Answered } from '../api/client.ts';
import type { ApiRequest } from '../api/request.ts';
import { changedFields } from './changed-fields.ts';

/** How something is edited. */
export interface Edit<ReadId extends OperationId, EditId extends OperationId, Typed extends object> {
  /** The fields to edit, as they are typed. */
  readonly typedOf: (found: Answered<ReadId>['body']) => Typed;
  /** The reason why the typed values can't be saved yet. */
  readonly notYet?: (typed: Typed) => string | undefined;
  /** The call that saves it: only the changed fields, and only if nobody else changed it in the meantime. */
  readonly save: (changed: Partial<Typed>, etag: string | undefined) => ApiRequest<EditId>;
}

/** What is typed into the fields of something, and the call that saves it. @param start the state that it starts from */
export function useEdits<ReadId extends OperationId, EditId extends OperationId, Typed extends object>(
  { body, etag }: Answered<ReadId>,
  { typedOf, notYet, save }: Edit<ReadId, EditId, Typed>,
) {
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
  return {
    typed,
    changed,
    call,
    notYet: notYet?.(typed) ?? nothing,
    onType: (next: Typed) => setEdits(changedFields(before, next)),
    /** Drops what was typed. */
    drop: () => setEdits({}),
    /** Drops what has been saved, but not what was typed in the meantime. */
    dropSaved: () => setEdits((now) => changedFields(changed, now)),
  };
}
