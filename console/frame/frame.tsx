import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import Flashbar from '@cloudscape-design/components/flashbar';
import { useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import { GoneBanner } from '../environments/gone-banner.tsx';
import { useAddress } from './address.ts';
import { Announcer } from './announcer.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { Navigation } from './navigation.tsx';
import { useNotices } from './notices.tsx';
import { pageAt } from './pages.ts';
import { TopBar } from './top-bar.tsx';

/** Where the screen is narrower, the list of pages would lie over the page. */
const roomForBoth = window.matchMedia('(min-width: 689px)');

const labels = {
  navigation: 'Pages',
  navigationToggle: 'Open the list of pages',
  navigationClose: 'Close the list of pages',
  notifications: 'Notices',
};

/** What is around every page: the bar at the top, the list of pages, the notices. */
export function Frame() {
  const { items, clearDone } = useNotices();
  const { pathname } = useLocation();
  const { page } = useAddress();
  useEffect(() => clearDone(pathname), [clearDone, pathname]);
  const [navigationOpen, setNavigationOpen] = useState(() => roomForBoth.matches);
  useEffect(() => {
    const follow = () => setNavigationOpen(roomForBoth.matches);
    roomForBoth.addEventListener('change', follow);
    return () => roomForBoth.removeEventListener('change', follow);
  }, []);
  return (
    <>
      <TopBar />
      <AppLayoutToolbar
        headerSelector="#top"
        contentType={pageAt(page)?.content ?? 'default'}
        ariaLabels={labels}
        breadcrumbs={<Breadcrumbs />}
        navigation={<Navigation />}
        navigationWidth={220}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        toolsHide
        stickyNotifications
        notifications={
          <>
            <ConnectionBar />
            <Flashbar items={items} stackItems={false} />
          </>
        }
        content={
          <>
            <Announcer />
            <GoneBanner />
            <Outlet />
          </>
        }
      />
    </>
  );
}
