import Button from '@cloudscape-design/components/button';
import { Suspense, useEffect, useState, type ComponentType } from 'react';

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
export const SHORTCUT = isMac ? '⌘K' : 'Ctrl K';

/** The dialog that the finder opens. What is typed belongs to the finder, because it may be typed before the dialog is there. */
export interface FinderProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onClose: () => void;
}

interface Props {
  readonly Dialog: ComponentType<FinderProps>;
  /** Loads the code of the dialog, if it is not part of the page. */
  readonly load?: () => Promise<unknown>;
}

/** Opens the search: by its button in the bar at the top, or by ⌘K. */
export function Finder({ Dialog, load }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const open = () => {
    setTyped('');
    setIsOpen(true);
  };
  // When it is about to be opened. Without a connection it is loaded again when it is opened.
  const prepare = () => void load?.().catch(() => {});
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Meta' || event.key === 'Control') prepare();
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
      // It does not open over another dialog, which would then be hidden behind it. A closed list is a hidden dialog.
      if ([...document.querySelectorAll('[role=dialog]')].some((dialog) => dialog.checkVisibility())) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the page is opened
  }, []);
  useKeysBefore(isOpen, setTyped);
  return (
    <span className="finder" onPointerEnter={prepare} onFocus={prepare}>
      <Button iconName="search" ariaLabel={`Find ${SHORTCUT}`} onClick={open}>
        <span className="finder-text">
          Find <kbd>{SHORTCUT}</kbd>
        </span>
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog typed={typed} onType={setTyped} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}

/** Keeps what is typed after the finder was opened and before its field has the focus. */
function useKeysBefore(isOpen: boolean, change: (next: (typed: string) => string) => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const { key, target, metaKey, ctrlKey, altKey } = event;
      const isInDialog = target instanceof Element && target.closest('[role=dialog]') !== null;
      const isPressed = isInDialog && key === ' ';
      if (key.length !== 1 || metaKey || ctrlKey || altKey || isPressed) return;
      if (isInDialog && target instanceof HTMLInputElement) return;
      event.preventDefault();
      change((typed) => typed + key);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [isOpen, change]);
}
