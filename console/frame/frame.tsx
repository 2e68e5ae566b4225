import { lazy } from 'react';
import { Outlet } from 'react-router-dom';
import { roleNames, useAccount } from '../account/account.ts';
import { StatusBanner } from '../account/status-banner.tsx';
import { PausedBanner } from '../environments/status/paused-banner.tsx';
import { Finder } from '../finder/finder.tsx';
import { Announcer } from '../place/announcer.tsx';
import { usePaths } from '../place/paths.ts';
import { useTitle } from '../place/title.ts';
import { AccountSelector } from './bar/account-selector.tsx';
import { EnvironmentSelector } from './bar/environment-selector.tsx';
import { Navigation } from './navigation.tsx';
import { Shell } from './shell.tsx';
import { UserMenu } from './bar/user-menu.tsx';
import { ZoneNote } from './zone.tsx';

const loadFinder = async () => ({
  default: (await import('../finder/finder-dialog.tsx')).FinderDialog,
});
const FinderDialog = lazy(loadFinder);

/** The frame of every page of an account: the selectors of account and environment, and the navigation. */
export function Frame() {
  const { role } = useAccount();
  const { toEnvironment, toAccount } = usePaths();
  return (
    <Shell
      home={toEnvironment('calls')}
      bar={
        <>
          <span className="place">
            <AccountSelector />
            <span className="separator" aria-hidden="true">
              /
            </span>
            <EnvironmentSelector />
          </span>
          <Finder Dialog={FinderDialog} load={loadFinder} />
          <UserMenu as={roleNames[role]} profile={toAccount('settings/profile')} />
        </>
      }
      pages={
        <>
          <Navigation />
          <ZoneNote />
        </>
      }
    >
      <Announcer title={useTitle()} />
      <StatusBanner />
      <PausedBanner />
      <Outlet />
    </Shell>
  );
}
