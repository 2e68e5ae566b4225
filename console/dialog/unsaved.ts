import { useCallback, useEffect, useRef, useState } from 'react';
import { useBlocker } from 'react-router-dom';

interface Unsaved {
  /** Whether to ask now before typed text is lost. */
  readonly asking: boolean;
  /** Leaves at once, or asks first. */
  readonly leave: () => void;
  readonly keep: () => void;
  readonly discard: () => void;
  /** Called when it is saved: there is nothing to lose any more. */
  readonly saved: () => void;
}

/**
 * Keeps typed text from being lost: asks before its form is closed, or somebody goes back or leaves the page.
 * @param typed the current values; they are unsaved once they differ from the first ones
 */
export function useUnsaved(typed: unknown, onLeave: () => void): Unsaved {
  const now = JSON.stringify(typed);
  const [first] = useState(now);
  const unsaved = useRef(false);
  const isSaved = useRef(false);
  useEffect(() => {
    unsaved.current = now !== first && !isSaved.current;
  }, [now, first]);
  const [closing, setClosing] = useState(false);
  const blocker = useBlocker(useCallback(() => unsaved.current, []));

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);

  return {
    asking: closing || blocker.state === 'blocked',
    leave: () => (unsaved.current ? setClosing(true) : onLeave()),
    keep() {
      setClosing(false);
      blocker.reset?.();
    },
    discard() {
      unsaved.current = false;
      onLeave();
      blocker.proceed?.();
    },
    saved() {
      isSaved.current = true;
      unsaved.current = false;
    },
  };
}
