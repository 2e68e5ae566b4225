import SideNavigation from '@cloudscape-design/components/side-navigation';
import { lazy } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router-dom';
import { useConnection } from '../api/provider.tsx';
import { useRead } from '../api/use-api.ts';
import { Finder } from '../finder/finder.tsx';
import { useZone, zoneName } from '../format/zone.ts';
import { Stop } from '../frame/full-page.tsx';
import { Shell } from '../frame/shell.tsx';
import { UserMenu } from '../frame/bar/user-menu.tsx';
import { Announcer } from '../place/announcer.tsx';
import { OPERATOR } from '../place/pages.ts';
import { useDetailShown } from '../place/title.ts';

const FindAccountDialog = lazy(async () => ({
  default: (await import('./accounts/find-account-dialog.tsx')).FindAccountDialog,
}));

/** The frame of the pages for operators, which belong to no account. Nobody else can see them. */
export function OperatorFrame() {
  const { session } = useConnection();
  const navigate = useNavigate();
  const detail = useDetailShown();
  if (!session.isOperator) {
    return (
      <Stop title="Page not found" action={{ text: 'Go to Berth', onClick: () => void navigate('/') }}>
        The address may be misspelled.
      </Stop>
    );
  }
  return (
    <Shell
      home={OPERATOR.path}
      bar={
        <>
          <span className="place">Operator</span>
          <Finder Dialog={FindAccountDialog} />
          <UserMenu as="Operator" />
        </>
      }
      pages={<Pages />}
    >
      <Announcer title={[detail, OPERATOR.text, 'Operator']} />
      <Outlet />
    </Shell>
  );
}

function Pages() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const zone = useZone();
  const { data: me } = useRead({ operation: 'getMe' });
  const isOfAccount = me !== undefined && me.memberships.length > 0;
  return (
    <>
      <SideNavigation
        activeHref={pathname.startsWith(OPERATOR.path) ? OPERATOR.path : ''}
        onFollow={(event) => {
          event.preventDefault();
          void navigate(event.detail.href);
        }}
        items={[
          {
            type: 'section-group',
            title: 'Operator',
            items: [
              { type: 'link', text: OPERATOR.text, href: OPERATOR.path },
              ...(isOfAccount ? [{ type: 'link', text: 'Your own accounts', href: '/' } as const] : []),
            ],
          },
        ]}
      />
      <p className="zone-note">Times in {zoneName(zone)}</p>
    </>
  );
}
