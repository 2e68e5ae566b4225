import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { FirstSteps } from '../first-steps/first-steps.tsx';
import { useHome } from '../resources/home.tsx';
import { LiveCalls } from './live-calls.tsx';
import { UsagePanel } from './usage-panel.tsx';

/** The calls of the current environment. */
export function CallsPage() {
  const { environment } = useHome();
  return (
    <Page
      title="Calls"
      description={
        <>
          Environment ID: <Copyable text={environment.id} what="environment ID" />
        </>
      }
    >
      <FirstSteps />
      <UsagePanel environment={environment} />
      <LiveCalls environment={environment} />
    </Page>
  );
}
