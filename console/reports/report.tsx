import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { Loading } from '../frame/loading.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Totals } from './totals.tsx';
import { isEmpty, type Usage } from './usage.ts';

interface Props<Known extends Usage> {
  /** Whose usage it is. */
  readonly title: string;
  readonly of: {
    readonly data: Known | undefined;
    readonly error: Failure | null;
    readonly refetch: () => unknown;
  };
  readonly peakOf: string;
  readonly actions: ReactNode;
  /** Further content besides the totals, if there is any. */
  readonly children: (known: Known) => ReactNode;
}

/** The usage of a period: the totals, and then the details. */
export function Report<Known extends Usage>({
  title,
  of: { data, error, refetch },
  peakOf,
  actions,
  children,
}: Props<Known>) {
  if (data === undefined) {
    return error === null ? (
      <Loading what="the report" lines={8} />
    ) : (
      <FailureAlert failure={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" actions={actions}>
            Usage of {title}
          </Header>
        }
      >
        <Totals of={data.totals} peakOf={peakOf} />
      </Container>
      {isEmpty(data.totals) ? (
        <Box textAlign="center" color="text-body-secondary" padding="l">
          No calls in this period.
        </Box>
      ) : (
        children(data)
      )}
    </SpaceBetween>
  );
}
