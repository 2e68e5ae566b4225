import { useCallback, useEffect, useRef, useState } from 'react';
import { useBlocker } from 'react-router-dom';

interface Unsaved {
  /** Whether somebody who is about to lose what they typed is to be asked now. */
  readonly asking: boolean;
  /** Leaves at once, or asks first. */
  readonly leave: () => void;
  readonly keep: () => void;
  readonly discard: () => void;
  /** From now on there is nothing to lose: it is saved. */
  readonly saved: () => void;
}

/**
 * Keeps what was typed from being lost: whoever closes its form, goes back or leaves the page is asked first.
 * @param typed what was typed so far; it is unsaved once it differs from what it was at first
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
