import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { useNavigate } from 'react-router-dom';
import { useAccount } from '../account/account.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { useAddress } from './address.ts';
import { useHrefOf } from './navigation.tsx';
import { pageAt } from './pages.ts';
import { usePaths } from './paths.ts';
import { useTitle } from './title.ts';

/** Where one is: account, environment or settings, page, and what on it by its name. */
export function Breadcrumbs() {
  const navigate = useNavigate();
  const { page } = useAddress();
  const { name } = useAccount();
  const { current } = useEnvironments();
  const { toEnvironment, toAccount } = usePaths();
  const hrefOf = useHrefOf();
  const [detail] = useTitle();
  const here = pageAt(page);
  const home = { text: name, href: toEnvironment('calls') };
  const place =
    here?.of === 'account'
      ? { text: 'Settings', href: toAccount('settings/environments') }
      : { text: current.name, href: toEnvironment('calls') };
  return (
    <BreadcrumbGroup
      ariaLabel="Where you are"
      items={[
        home,
        ...(here === undefined ? [] : [place, { text: here.text, href: hrefOf(here) }]),
        ...(detail !== undefined && page !== here?.path ? [{ text: detail, href: '' }] : []),
      ]}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href);
      }}
    />
  );
}
