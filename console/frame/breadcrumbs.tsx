import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { useLocation, useNavigate } from 'react-router-dom';
import { useAccount } from '../account/account.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { pageAt } from './pages.ts';

/** Where one is: account, environment or settings, page, and what on it by its id. */
export function Breadcrumbs() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { name } = useAccount();
  const { current } = useEnvironments();
  const page = pageAt(pathname);
  return (
    <BreadcrumbGroup
      ariaLabel="Where you are"
      items={[
        { text: name, href: '/' },
        ...(page === undefined
          ? []
          : [
              {
                text: page.of === 'environment' ? current.name : 'Settings',
                href: page.of === 'environment' ? '/calls' : '/settings/environments',
              },
              { text: page.text, href: page.href },
              ...(pathname.length > page.href.length
                ? [{ text: pathname.slice(page.href.length + 1), href: pathname }]
                : []),
            ]),
      ]}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href);
      }}
    />
  );
}
