import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useBlocker } from 'react-router-dom';

export interface Unsaved {
  /** Whether to ask now before typed text is lost. */
  readonly asking: boolean;
  /** Leaves at once, or asks first. */
  readonly leave: () => void;
  readonly keep: () => void;
  readonly discard: () => void;
  /** Called when what was typed at that render is saved. */
  readonly saved: () => void;
}

/** Asks before typed text is lost, if there is any; then goes on. */
type Guard = (goOn: () => void) => void;
const guards = new Set<Guard>();

/** Does what leaves the page without a navigation, such as a sign-out. Unsaved text asks first. */
export function afterUnsaved(goOn: () => void): void {
  let next = goOn;
  for (const guard of guards) {
    const then = next;
    next = () => guard(then);
  }
  next();
}

/** The forms with unsaved text. */
const forms = new Set<unknown>();
const listeners = new Set<() => void>();

function note(form: unknown, isUnsaved: boolean): void {
  if (forms.has(form) === isUnsaved) return;
  if (isUnsaved) forms.add(form);
  else forms.delete(form);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether any form, in a dialog or on the page, has unsaved text. */
export const useIsUnsaved = (): boolean => useSyncExternalStore(subscribe, () => forms.size > 0);

/**
 * Keeps typed text from being lost: asks before its form is closed, or somebody goes back, leaves the page or signs
 * out.
 * @param typed the current values; they are unsaved once they differ from the first ones
 */
export function useUnsaved(typed: unknown, onLeave: () => void): Unsaved {
  const now = JSON.stringify(typed);
  const [first] = useState(now);
  const unsaved = useRef(false);
  const setUnsaved = useCallback((isUnsaved: boolean) => {
    unsaved.current = isUnsaved;
    note(unsaved, isUnsaved);
  }, []);
  const latest = useRef(now);
  const saved = useRef<string>(undefined);
  useEffect(() => {
    latest.current = now;
    if (now === first) saved.current = undefined;
    setUnsaved(now !== first && now !== saved.current);
  }, [now, first, setUnsaved]);
  useEffect(() => () => note(unsaved, false), []);
  // What happens after a discard.
  const [closing, setClosing] = useState<() => void>();
  // The router asks only the form that was opened last, such as a dialog over a form on the page: it asks for all.
  const blocker = useBlocker(useCallback(() => forms.size > 0, []));

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault();
    };
    const guard: Guard = (goOn) => (unsaved.current ? setClosing(() => goOn) : goOn());
    window.addEventListener('beforeunload', ask);
    guards.add(guard);
    return () => {
      window.removeEventListener('beforeunload', ask);
      guards.delete(guard);
    };
  }, []);

  return {
    asking: closing !== undefined || blocker.state === 'blocked',
    leave: () => (unsaved.current ? setClosing(() => onLeave) : onLeave()),
    keep() {
      setClosing(undefined);
      blocker.reset?.();
    },
    discard() {
      setUnsaved(false);
      setClosing(undefined);
      (closing ?? onLeave)();
      blocker.proceed?.();
    },
    saved() {
      saved.current = now;
      // More may have been typed while it was being saved.
      setUnsaved(latest.current !== now);
    },
  };
}
