import SideNavigation from '@cloudscape-design/components/side-navigation';
import { useNavigate } from 'react-router-dom';
import { useConnection } from '../api/provider.tsx';
import { useAddress } from '../place/address.ts';
import { OPERATOR, pageAt, pages, REFERENCE, type Page } from '../place/pages.ts';
import { usePaths } from '../place/paths.ts';

/** The pages: those of the environment, those of the account, and those for operators. */
export function Navigation() {
  const navigate = useNavigate();
  const { session } = useConnection();
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
        ...(session.isOperator ? ofOperators : []),
      ]}
    />
  );
}

const ofOperators = [
  { type: 'divider' },
  {
    type: 'section-group',
    title: 'Operator',
    items: [{ type: 'link', text: OPERATOR.text, href: OPERATOR.path }],
  },
] as const;

export function useHrefOf(): (page: Page) => string {
  const { toEnvironment, toAccount } = usePaths();
  return (page) => (page.of === 'environment' ? toEnvironment(page.path) : toAccount(page.path));
}
