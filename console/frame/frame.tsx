import AppLayout from '@cloudscape-design/components/app-layout';
import Flashbar from '@cloudscape-design/components/flashbar';
import { useState } from 'react';
import { Outlet, useMatch } from 'react-router-dom';
import { Navigation } from './navigation.tsx';
import { useNotices } from './notices.tsx';
import { TopBar } from './top-bar.tsx';

const labels = {
  navigation: 'Pages',
  navigationToggle: 'Open the list of pages',
  navigationClose: 'Close the list of pages',
  notifications: 'Notices',
};

/** What is around every page: the bar at the top, the list of pages, the notices. */
export function Frame() {
  const { items } = useNotices();
  const [navigationOpen, setNavigationOpen] = useState(() => window.matchMedia('(min-width: 689px)').matches);
  const inTable = useMatch('/settings/*') !== null;
  return (
    <>
      <TopBar />
      <AppLayout
        headerSelector="#top"
        contentType={inTable ? 'table' : 'default'}
        ariaLabels={labels}
        navigation={<Navigation />}
        navigationWidth={220}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        toolsHide
        stickyNotifications
        notifications={<Flashbar items={items} stackItems={false} />}
        content={<Outlet />}
      />
    </>
  );
}
