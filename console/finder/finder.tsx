import Button from '@cloudscape-design/components/button';
import { Suspense, useEffect, useState, type ComponentType } from 'react';

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
export const SHORTCUT = isMac ? '⌘K' : 'Ctrl K';

interface Props {
  /** What it opens: loaded on first use, together with what it searches. */
  readonly Dialog: ComponentType<{ onClose: () => void }>;
}

/** Opens the search: by its button in the bar at the top, or by ⌘K. */
export function Finder({ Dialog }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
      // It does not open over another dialog, which would then be hidden behind it.
      if (document.querySelector('[role=dialog]') !== null) return;
      event.preventDefault();
      setIsOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <span className="finder">
      <Button iconName="search" ariaLabel={`Find ${SHORTCUT}`} onClick={() => setIsOpen(true)}>
        <span className="finder-text">
          Find <kbd>{SHORTCUT}</kbd>
        </span>
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
