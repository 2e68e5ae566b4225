import { useEffect, useSyncExternalStore } from 'react';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { useAddress } from './address.ts';
import { pageAt } from './pages.ts';

let detail: string | undefined;
const listeners = new Set<() => void>();

function setDetail(next: string | undefined): void {
  detail = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Sets the title of a page that has no fixed name: `Spring offer`, of the page of a campaign. */
export function useDetail(name: string | undefined): void {
  useEffect(() => {
    setDetail(name);
    return () => setDetail(undefined);
  }, [name]);
}

export const useDetailShown = (): string | undefined => useSyncExternalStore(subscribe, () => detail);

/** The title of the page, from the most specific part on: `Spring offer`, `Campaigns`, `production`. */
export function useTitle(): readonly [detail: string | undefined, ...rest: (string | undefined)[]] {
  const { page } = useAddress();
  const { current } = useEnvironments();
  const here = pageAt(page);
  return [useDetailShown(), here?.text, here?.of === 'account' ? 'Settings' : current.name];
}
