import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { LiveCalls } from './live-calls.tsx';
import { UsagePanel } from './usage-panel.tsx';

/** The calls of the environment that is worked in. */
export function CallsPage() {
  const { current } = useEnvironments();
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={
            <>
              Environment {current.name}: <Copyable text={current.id} what="environment ID" />
            </>
          }
        >
          Calls
        </Header>
      }
    >
      <SpaceBetween size="l">
        <UsagePanel key={`usage of ${current.id}`} environment={current} />
        <LiveCalls key={current.id} environment={current} />
      </SpaceBetween>
    </ContentLayout>
  );
}
