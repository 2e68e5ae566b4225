import { lazy, Suspense } from 'react';
import { Loading } from '../frame/loading.tsx';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAccount } from '../account/account.ts';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';
import type { Environment } from '../environments/environment-provider.tsx';
import { AsOf } from '../parts/as-of.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import { PierPicture } from '../quay/pier-picture.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import type { UsageChart as Chart } from './usage-chart.tsx';

/** The figures are shown before the charts, which take as many bytes as the rest of the page. */
const UsageChart = lazy(async (): Promise<{ default: typeof Chart }> => {
  await idle();
  try {
    // Its style sheets are loaded before it, and loading them may fail as well.
    const loaded = await import('./usage-chart.tsx');
    return { default: loaded.UsageChart };
  } catch {
    return { default: NoChart };
  }
});

/** The rest of the page is shown without it. */
const NoChart = () => (
  <Alert type="warning" action={<Button onClick={() => window.location.reload()}>Reload</Button>}>
    The chart could not be loaded. There may be no connection.
  </Alert>
);

/** When the page is idle. Not every browser reports that: then after a short time. */
const idle = async (): Promise<void> =>
  new Promise((isIdle) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => isIdle(), { timeout: 2_000 });
    else setTimeout(isIdle, 300);
  });

const CHART_LINES = 6;

/** How much of its limit the environment uses: now, and over the last 24 hours. */
export function UsagePanel({ environment }: { environment: Environment }) {
  const account = useAccount();
  const concurrency = useConcurrency({ live: true });
  const { data, error, refetch } = concurrency;
  const usage = useRead(
    { operation: 'getEnvironmentUsage', params: { accountId: account.id, environmentId: environment.id } },
    { every: lookEvery.usage },
  );
  const share = data?.environments.find(({ environmentId }) => environmentId === environment.id);
  if (share === undefined) {
    return (
      <Container key="coming">
        {error === null ? (
          <Loading what="the usage" lines={12} />
        ) : (
          <FailureAlert failure={error} onRetry={() => void refetch()} />
        )}
      </Container>
    );
  }

  const { activeCalls, maxConcurrentCalls, allocatedConcurrentCalls, peak24h, refused24h } = share;
  const refuses = account.status === 'suspended' ? 'Suspended' : environment.paused ? 'Paused' : undefined;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            error === null ? 'Live, and by hour for the last 24 hours.' : <AsOf of={concurrency} />
          }
        >
          Usage
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FactsGrid
          columns={4}
          items={[
            {
              label: error === null ? 'Running now' : 'Running',
              value: (
                <>
                  <Figure>{activeCalls}</Figure> of {maxConcurrentCalls}
                  {allocatedConcurrentCalls > maxConcurrentCalls &&
                    ` (holding ${allocatedConcurrentCalls} until calls end)`}
                  {environment.reservedInboundCalls > 0 && (
                    <Box fontSize="body-s" color="text-body-secondary">
                      {environment.reservedInboundCalls} slots reserved for inbound
                    </Box>
                  )}
                </>
              ),
            },
            {
              label: 'Free slots',
              value: (
                <>
                  <Figure>{refuses === undefined ? Math.max(0, maxConcurrentCalls - activeCalls) : 0}</Figure>
                  {refuses !== undefined && (
                    <Box fontSize="body-s" color="text-body-secondary">
                      {refuses}: no calls can start
                    </Box>
                  )}
                </>
              ),
            },
            { label: 'Peak, 24 h', value: <Figure>{peak24h}</Figure> },
            { label: 'Refused, 24 h', value: <Figure>{refused24h}</Figure> },
          ]}
        />
        <PierPicture share={share} environment={environment} />
        <div className={refused24h > 0 ? 'usage-charts two' : 'usage-charts'}>
          {usage.data === undefined ? (
            usage.error === null ? (
              <Loading what="the last 24 hours" lines={CHART_LINES} isAsHigh />
            ) : (
              <FailureAlert failure={usage.error} onRetry={() => void usage.refetch()} />
            )
          ) : (
            <Suspense fallback={<Loading what="the chart" lines={CHART_LINES} isAsHigh />}>
              <UsageChart hours={usage.data.items} limit={maxConcurrentCalls} />
            </Suspense>
          )}
        </div>
      </SpaceBetween>
    </Container>
  );
}

const Figure = ({ children }: { children: number }) => (
  <Box variant="awsui-value-large" tagOverride="span">
    {children.toLocaleString('en-GB')}
  </Box>
);
