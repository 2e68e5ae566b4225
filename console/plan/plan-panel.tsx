import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useWhyNot } from '../account/account.ts';
import { Loading } from '../frame/loading.tsx';
import { AsOf } from '../parts/as-of.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Quay } from '../quay/quay.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { ReallocateDialog } from './reallocate-dialog.tsx';
import { useConcurrency } from './use-concurrency.ts';

/** The plan of the account: what is allocated, in use and not allocated, live. */
export function PlanPanel() {
  const concurrency = useConcurrency({ live: true });
  const { data, error, refetch } = concurrency;
  const whyNot = useWhyNot();
  const [reallocating, setReallocating] = useState(false);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            error === null ? (
              'How the plan is allocated to environments, and how much of it is in use right now.'
            ) : (
              <AsOf of={concurrency} />
            )
          }
          actions={
            <Button
              disabled={whyNot !== undefined || data === undefined}
              {...(whyNot !== undefined && { disabledReason: whyNot })}
              onClick={() => setReallocating(true)}
            >
              Reallocate
            </Button>
          }
        >
          {data === undefined ? 'Plan' : `Plan: ${data.plan.name}`}
        </Header>
      }
    >
      {data === undefined ? (
        error === null ? (
          <Loading what="the plan" lines={6} />
        ) : (
          <FailureAlert failure={error} onRetry={() => void refetch()} />
        )
      ) : (
        <SpaceBetween size="m">
          <FactsGrid
            columns={4}
            items={[
              { label: 'Max Concurrent Calls', value: <Figure of={data.plan.maxConcurrentCalls} /> },
              { label: 'Allocated', value: <Figure of={data.allocated} /> },
              { label: 'In use', value: <Figure of={data.activeCalls} /> },
              { label: 'Not allocated', value: <Figure of={data.unallocated} /> },
            ]}
          />
          <Quay concurrency={data} />
        </SpaceBetween>
      )}
      {reallocating && data !== undefined && (
        <ReallocateDialog start={data} onClose={() => setReallocating(false)} />
      )}
    </Container>
  );
}

const Figure = ({ of }: { of: number }) => (
  <Box variant="awsui-value-large" tagOverride="span">
    {of.toLocaleString('en-GB')}
  </Box>
);
