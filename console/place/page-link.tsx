import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import type { EnvironmentPage } from './pages.ts';
import { usePaths } from './paths.ts';

/** A link to a page of the console, by its path. */
export function To({ path, children }: { path: string; children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <Link
      href={path}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(path);
      }}
    >
      {children}
    </Link>
  );
}

interface Props {
  readonly page: EnvironmentPage;
  /** The id of one thing on that page, if it has one. */
  readonly id?: string | undefined;
  readonly children: ReactNode;
}

/** A link to a page of the current environment. */
export function PageLink({ page, id, children }: Props) {
  const { toEnvironment } = usePaths();
  return <To path={toEnvironment(page, id)}>{children}</To>;
}
