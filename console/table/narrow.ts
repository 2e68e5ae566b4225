import { useSyncExternalStore } from 'react';

/** A phone, a narrow window, or a sheet of paper: too narrow for a table. */
const narrow = window.matchMedia('(max-width: 760px), print');

function subscribe(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange);
  return () => narrow.removeEventListener('change', onChange);
}

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
