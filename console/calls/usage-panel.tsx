import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useAccount } from '../account/account.ts';
import { useRead } from '../api/use-api.ts';
import type { Environment } from '../environments/environment-provider.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import { UsageChart } from './usage-chart.tsx';

/** The hour that runs is still growing. */
const LOOK_EVERY = 10_000;

/** How much of its limit the environment uses: now, and over the last 24 hours. */
export function UsagePanel({ environment }: { environment: Environment }) {
  const account = useAccount();
  const { data, error, refetch } = useConcurrency({ live: true });
  const usage = useRead(
    { operation: 'getEnvironmentUsage', params: { accountId: account.id, environmentId: environment.id } },
    { every: LOOK_EVERY },
  );
  const share = data?.environments.find(({ environmentId }) => environmentId === environment.id);
  if (share === undefined) {
    return (
      <Container>
        {error === null ? (
          <StatusIndicator type="loading">Loading the usage</StatusIndicator>
        ) : (
          <FailureAlert failure={error} onRetry={() => void refetch()} />
        )}
      </Container>
    );
  }

  const { activeCalls, maxConcurrentCalls, allocatedConcurrentCalls, peak24h, refused24h } = share;
  return (
    <Container
      header={
        <Header variant="h2" description="Live, and by hour over the last 24 hours.">
          Usage
        </Header>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={4}
          items={[
            {
              label: 'Running now',
              value: (
                <>
                  <Figure>{activeCalls}</Figure> of {maxConcurrentCalls}
                  {allocatedConcurrentCalls > maxConcurrentCalls &&
                    ` (holding ${allocatedConcurrentCalls} until calls end)`}
                  {environment.reservedInboundCalls > 0 && (
                    <Box fontSize="body-s" color="text-body-secondary">
                      {environment.reservedInboundCalls} of them reserved for inbound
                    </Box>
                  )}
                </>
              ),
            },
            { label: 'Free slots', value: <Figure>{Math.max(0, maxConcurrentCalls - activeCalls)}</Figure> },
            { label: 'Peak, 24 h', value: <Figure>{peak24h}</Figure> },
            { label: 'Refused, 24 h', value: <Figure>{refused24h}</Figure> },
          ]}
        />
        {usage.data === undefined ? (
          usage.error === null ? (
            <StatusIndicator type="loading">Loading the last 24 hours</StatusIndicator>
          ) : (
            <FailureAlert failure={usage.error} onRetry={() => void usage.refetch()} />
          )
        ) : (
          <UsageChart hours={usage.data.items} limit={maxConcurrentCalls} />
        )}
      </SpaceBetween>
    </Container>
  );
}

const Figure = ({ children }: { children: number }) => (
  <Box variant="awsui-value-large" tagOverride="span">
    {children.toLocaleString('en-GB')}
  </Box>
);
