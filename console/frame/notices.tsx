import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { RequestId } from '../parts/request-id.tsx';

interface Notice extends Omit<
  FlashbarProps.MessageDefinition,
  'id' | 'onDismiss' | 'dismissible' | 'dismissLabel'
> {
  /** The subject, when several notices may follow each other: the newest replaces the others. */
  readonly about?: string;
}

interface Notices {
  readonly items: readonly Item[];
  /**
   * Shows a notice for some seconds; a warning or a question until it is dismissed. Returns a function that dismisses
   * it.
   */
  readonly notify: (notice: Notice) => () => void;
  /** Shows what went wrong, with the action that was tried: “Couldn't hide staging”. */
  readonly notifyFailure: (title: string, failure: Failure) => void;
}

interface Item extends FlashbarProps.MessageDefinition {
  readonly id: string;
  readonly about: string;
  /** In milliseconds; undefined for one that stays. */
  readonly lasts: number | undefined;
  readonly dismiss: () => void;
}

const NoticesContext = createContext<Notices | undefined>(undefined);

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === undefined) throw new Error('outside of NoticesProvider');
  return notices;
}

/** More would cover the page. */
const MOST = 3;
const SHORT = 6_000;
/** Long enough for an undo. */
const WITH_ACTION = 15_000;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly Item[]>([]);
  const notify = useCallback(({ about, ...notice }: Notice) => {
    const id = crypto.randomUUID();
    const dismiss = () => setItems((before) => before.filter((item) => item.id !== id));
    const ofSuccess = notice.action === undefined ? SHORT : WITH_ACTION;
    const item: Item = {
      ...notice,
      id,
      about: about ?? id,
      lasts: notice.type === 'success' ? ofSuccess : undefined,
      dismissible: true,
      dismissLabel: 'Dismiss',
      onDismiss: dismiss,
      dismiss,
    };
    setItems((before) => [item, ...before.filter((other) => other.about !== item.about)].slice(0, MOST));
    return dismiss;
  }, []);
  const notices = useMemo(
    (): Notices => ({
      items,
      notify,
      notifyFailure: (header, failure) => {
        const content = (
          <>
            {failure.message} <RequestId of={failure} />
          </>
        );
        notify({ type: 'error', ariaRole: 'alert', header, content });
      },
    }),
    [items, notify],
  );
  return (
    <NoticesContext value={notices}>
      {items.map((item) => (
        <Leave key={item.id} item={item} />
      ))}
      {children}
    </NoticesContext>
  );
}

/** Removes a notice when its time is over, but not while the mouse or the keyboard focus is on it. */
function Leave({ item: { lasts, dismiss } }: { item: Item }): null {
  useEffect(() => {
    if (lasts === undefined) return undefined;
    const look = setInterval(() => {
      const isInUse = document.querySelector('.toasts:is(:hover, :focus-within)') !== null;
      if (!isInUse) dismiss();
    }, lasts);
    return () => clearInterval(look);
  }, [lasts, dismiss]);
  return null;
}

/** The notices, at the edge of the page: they appear and disappear without moving anything. */
export function Toasts() {
  const { items } = useNotices();
  return (
    <section className="toasts" aria-label="Notices">
      <Flashbar items={items.map(({ about: _, lasts: __, dismiss: ___, ...item }) => item)} />
    </section>
  );
}
