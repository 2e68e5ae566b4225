import { useCallback, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/**
 * Moves a part of a page to another position without recreating it, so that everything in it stays open. Render
 * `kept` always, and `slot` where the part is to be shown.
 */
export function useKept(part: ReactNode): { readonly kept: ReactNode; readonly slot: ReactNode } {
  const [home] = useState(() => document.createElement('span'));
  const take = useCallback((place: HTMLElement | null) => place?.append(home), [home]);
  if (part === undefined) return { kept: null, slot: undefined };
  return { kept: createPortal(part, home, 'kept'), slot: <span ref={take} /> };
}
