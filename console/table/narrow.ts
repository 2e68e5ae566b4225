import { useSyncExternalStore } from 'react';

/** A telephone, or a window as narrow: too narrow for a table. */
const narrow = window.matchMedia('(max-width: 760px)');

function subscribe(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange);
  return () => narrow.removeEventListener('change', onChange);
}

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
