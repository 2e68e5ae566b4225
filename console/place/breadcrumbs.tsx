import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { useNavigate } from 'react-router-dom';
import type { EnvironmentPage } from './pages.ts';
import { pageAt } from './pages.ts';
import { usePaths } from './paths.ts';

interface Props {
  /** The list that contains a thing. */
  readonly page: EnvironmentPage;
  readonly name: string;
}

/** The way back from one thing to its list. */
export function Breadcrumbs({ page, name }: Props) {
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  return (
    <BreadcrumbGroup
      ariaLabel="Where you are"
      items={[
        { text: pageAt(page)?.text ?? page, href: toEnvironment(page) },
        { text: name, href: '' },
      ]}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href);
      }}
    />
  );
}
