import SideNavigation from '@cloudscape-design/components/side-navigation';
import { useLocation, useNavigate } from 'react-router-dom';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { pageAt, pages } from './pages.ts';

/** The pages: those of the environment, then those of the account. */
export function Navigation() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { current } = useEnvironments();
  return (
    <SideNavigation
      activeHref={pageAt(pathname)?.href ?? pathname}
      onFollow={(event) => {
        const { href } = event.detail;
        // The reference is a page of its own, with its own content security policy.
        if (href.startsWith('/api-reference')) return;
        event.preventDefault();
        void navigate(href);
      }}
      items={[
        { type: 'section-group', title: current.name, items: linksOf('environment') },
        { type: 'divider' },
        { type: 'section-group', title: 'Settings', items: linksOf('account') },
      ]}
    />
  );
}

const linksOf = (what: (typeof pages)[number]['of']) =>
  pages.filter((page) => page.of === what).map(({ text, href }) => ({ type: 'link' as const, text, href }));
