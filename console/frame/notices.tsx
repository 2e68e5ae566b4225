import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { RequestId } from '../parts/request-id.tsx';

type Notice = Omit<FlashbarProps.MessageDefinition, 'id' | 'onDismiss' | 'dismissible' | 'dismissLabel'>;

interface Notices {
  readonly items: readonly FlashbarProps.MessageDefinition[];
  /** Shows a notice until it is dismissed, in place of the one before. Returns how to dismiss it. */
  readonly notify: (notice: Notice) => () => void;
  /** Shows what went wrong, with what was being done: “Hiding staging”. */
  readonly notifyFailure: (doing: string, failure: Failure) => void;
  /** Puts away what only said that something was done, on any page but this one: there it is old news. */
  readonly clearDone: (path: string) => void;
}

interface Item extends FlashbarProps.MessageDefinition {
  /** The page on which it came. */
  readonly path: string;
}

const NoticesContext = createContext<Notices | undefined>(undefined);

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === undefined) throw new Error('outside of NoticesProvider');
  return notices;
}

/** More would hide what they are about. */
const MOST = 3;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly Item[]>([]);

  const notify = useCallback((notice: Notice) => {
    const id = crypto.randomUUID();
    const dismiss = () => setItems((before) => before.filter((item) => item.id !== id));
    const path = window.location.pathname;
    const item = { ...notice, id, path, dismissible: true, dismissLabel: 'Dismiss', onDismiss: dismiss };
    setItems((before) => [item, ...before].slice(0, MOST));
    return dismiss;
  }, []);

  const clearDone = useCallback(
    (here: string) =>
      setItems((before) =>
        before.filter(
          ({ type, action, path }) => type !== 'success' || action !== undefined || path === here,
        ),
      ),
    [],
  );

  const notices = useMemo(
    (): Notices => ({
      items,
      notify,
      clearDone,
      notifyFailure: (doing, failure) => {
        notify({
          type: 'error',
          ariaRole: 'alert',
          header: `${doing} did not work`,
          content: (
            <>
              {failure.message} <RequestId of={failure} />
            </>
          ),
        });
      },
    }),
    [items, notify, clearDone],
  );
  return <NoticesContext value={notices}>{children}</NoticesContext>;
}
