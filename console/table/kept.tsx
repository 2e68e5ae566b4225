import { useCallback, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/**
 * Keeps a part of a page itself while that part goes from one place to another, with all that is open in it: `kept` is to
 * be rendered always, and `slot` where the part is to be seen.
 */
export function useKept(part: ReactNode): { readonly kept: ReactNode; readonly slot: ReactNode } {
  const [home] = useState(() => document.createElement('span'));
  const take = useCallback((place: HTMLElement | null) => place?.append(home), [home]);
  if (part === undefined) return { kept: null, slot: undefined };
  return { kept: createPortal(part, home, 'kept'), slot: <span ref={take} /> };
}
