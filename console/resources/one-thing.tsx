import type { ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { HiddenWhen } from '../form/hidden-when.tsx';
import { Loading } from '../frame/loading.tsx';
import { Page } from '../frame/page.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { PageLink } from '../place/page-link.tsx';
import { capitalised, NotThere } from './not-there.tsx';

interface Props<Thing> {
  /** What it is: “agent”. */
  readonly what: string;
  /** The page that lists all of them. */
  readonly page: 'agents' | 'numbers' | 'campaigns' | 'webhooks' | 'history';
  readonly id: string;
  readonly read: {
    readonly data: Thing | undefined;
    readonly error: Failure | null;
    readonly refetch: () => unknown;
  };
  /** Its page, once it is loaded. */
  readonly children: (found: Thing) => ReactNode;
}

/** The page of one thing in the environment: loading, not loaded, not there (any more), or the thing itself. */
export function OneThing<Thing>({ what, page, id, read, children }: Props<Thing>) {
  const { current, isGone } = useEnvironments();
  const { data, error, refetch } = read;
  const isMissing = error?.code === 'not_found';
  if (data === undefined && !isMissing) {
    return (
      <Page title={capitalised(what)}>
        {error === null ? (
          <Loading what={`the ${what}`} />
        ) : (
          <FailureAlert failure={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  return (
    <>
      {/* Where the environment is gone as well, only that is said. */}
      {isMissing && !isGone && (
        <NotThere
          what={what}
          id={id}
          within={current.name}
          isGone={data !== undefined}
          all={
            <PageLink page={page}>{page === 'history' ? 'See all ended calls' : `See all ${page}`}</PageLink>
          }
        />
      )}
      {/* It was shown before and deleted in the meantime. */}
      {data !== undefined && <HiddenWhen isGone={isMissing}>{children(data)}</HiddenWhen>}
    </>
  );
}
