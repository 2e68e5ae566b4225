import { useSyncExternalStore } from 'react';

/** Whether the API answers. The client reports it for every request. */
export interface Connectivity {
  readonly answered: () => void;
  /** There was no answer to any try. */
  readonly silent: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** When the API answered last, if it does not answer now. In milliseconds. */
  readonly silentSince: () => number | undefined;
}

export function createConnectivity(): Connectivity {
  const listeners = new Set<() => void>();
  let lastAnswer = Date.now();
  let since: number | undefined;
  const become = (next: number | undefined) => {
    if (since === next) return;
    since = next;
    for (const listener of listeners) listener();
  };
  const silent = () => become(since ?? lastAnswer);
  // When the browser knows that it has no network, no request has to fail first.
  window.addEventListener('offline', silent);
  return {
    answered() {
      lastAnswer = Date.now();
      become(undefined);
    },
    silent,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    silentSince: () => since,
  };
}

export const useSilentSince = ({ subscribe, silentSince }: Connectivity): number | undefined =>
  useSyncExternalStore(subscribe, silentSince);
