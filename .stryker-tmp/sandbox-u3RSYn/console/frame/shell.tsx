import { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { ConnectionBar } from './connection-bar.tsx';
import { Toasts } from './notices.tsx';
import { TopBar } from './bar/top-bar.tsx';

interface Props {
  /** Where the mark in the bar leads. */
  readonly home: string;
  /** What the bar at the top holds beside it. */
  readonly bar: ReactNode;
  /** The list of pages. */
  readonly pages: ReactNode;
  readonly children: ReactNode;
}

/** What is around every page: the bar at the top, the list of pages, the notices. */
export function Shell({ home, bar, pages, children }: Props) {
  const { pathname } = useLocation();
  // Where there is room the list is always there.
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
