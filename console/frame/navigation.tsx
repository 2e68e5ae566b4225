import SideNavigation from '@cloudscape-design/components/side-navigation';
import { useNavigate } from 'react-router-dom';
import { useAddress } from '../place/address.ts';
import { pageAt, pages, REFERENCE, type Page } from '../place/pages.ts';
import { usePaths } from '../place/paths.ts';

/** The pages: those of the environment, then those of the account. */
export function Navigation() {
  const navigate = useNavigate();
  const { page } = useAddress();
  const hrefOf = useHrefOf();
  const here = pageAt(page);
  const linksOf = (what: Page['of']) =>
    pages
      .filter((listed) => listed.of === what && !('unlisted' in listed))
      .map((listed) => ({ type: 'link' as const, text: listed.text, href: hrefOf(listed) }));
  return (
    <SideNavigation
      activeHref={here === undefined ? '' : hrefOf(here)}
      onFollow={(event) => {
        const { href } = event.detail;
        if (href.startsWith(REFERENCE)) return;
        event.preventDefault();
        void navigate(href);
      }}
      items={[
        {
          type: 'section-group',
          title: 'Environment',
          items: [...linksOf('environment'), { type: 'link', text: 'API console', href: REFERENCE }],
        },
        { type: 'divider' },
        { type: 'section-group', title: 'Settings', items: linksOf('account') },
      ]}
    />
  );
}

export function useHrefOf(): (page: Page) => string {
  const { toEnvironment, toAccount } = usePaths();
  return (page) => (page.of === 'environment' ? toEnvironment(page.path) : toAccount(page.path));
}
