import { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { ConnectionBar } from './connection-bar.tsx';
import { Toasts } from './notices.tsx';
import { TopBar } from './bar/top-bar.tsx';

interface Props {
  /** The link of the mark in the bar. */
  readonly home: string;
  /** The rest of the bar at the top. */
  readonly bar: ReactNode;
  /** The list of pages. */
  readonly pages: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: the bar at the top, the list of pages, the notices. */
export function Shell({ home, bar, pages, children }: Props) {
  const { pathname } = useLocation();
  // Where there is enough space the list is always shown.
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => setIsOpen(false), [pathname]);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <TopBar home={home} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)}>
        {bar}
      </TopBar>
      <div className="frame" data-pages={isOpen ? 'open' : 'closed'}>
        <nav className="pages" aria-label="Pages">
          {pages}
        </nav>
        <main id="content" tabIndex={-1}>
          <ConnectionBar />
          {children}
        </main>
      </div>
      <Toasts />
    </>
  );
}
