import { useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import { GoneBanner } from '../environments/gone-banner.tsx';
import { Announcer } from '../place/announcer.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { Navigation } from './navigation.tsx';
import { Toasts } from './notices.tsx';
import { ZoneNote } from './zone.tsx';
import { TopBar } from './top-bar.tsx';

/** What is around every page: the bar at the top, the list of pages, the notices. */
export function Frame() {
  const { pathname } = useLocation();
  // Where there is room the list is always there.
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => setIsOpen(false), [pathname]);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <TopBar isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
      <div className="frame" data-pages={isOpen ? 'open' : 'closed'}>
        <nav className="pages" aria-label="Pages">
          <Navigation />
          <ZoneNote />
        </nav>
        <main id="content" tabIndex={-1}>
          <Announcer />
          <ConnectionBar />
          <GoneBanner />
          <Outlet />
        </main>
      </div>
      <Toasts />
    </>
  );
}
