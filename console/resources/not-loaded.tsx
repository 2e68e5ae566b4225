import Alert from '@cloudscape-design/components/alert';
import type { Failure } from '../api/failure.ts';
import { Loading } from '../frame/loading.tsx';
import { Page } from '../frame/page.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { PageLink } from '../place/page-link.tsx';
import { useDetail } from '../place/title.ts';

interface Props {
  /** What it is: “agent”. */
  readonly what: string;
  /** The page that lists all of them. */
  readonly page: 'agents' | 'numbers' | 'campaigns' | 'webhooks';
  readonly error: Failure | null;
  readonly onRetry: () => unknown;
}

/** Shown instead of the page of something that does not exist (any more), is loading, or could not be loaded. */
export function NotLoaded({ what, page, error, onRetry }: Props) {
  const title = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  const isMissing = error?.code === 'not_found';
  const notFound = `${title} not found`;
  useDetail(isMissing ? notFound : undefined);
  if (isMissing) {
    return (
      <Page title={notFound}>
        <Alert type="info">
          It may be in another environment, or it was deleted. <PageLink page={page}>See all {page}</PageLink>
          .
        </Alert>
      </Page>
    );
  }
  return (
    <Page title={title}>
      {error === null ? (
        <Loading what={`the ${what}`} />
      ) : (
        <FailureAlert failure={error} onRetry={() => void onRetry()} />
      )}
    </Page>
  );
}
