import { useState } from 'react';
import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { FirstSteps } from '../first-steps/first-steps.tsx';
import { useHome } from '../resources/home.tsx';
import { LiveCalls } from './live-calls.tsx';
import { UsagePanel } from './usage-panel.tsx';

/** The calls of the current environment. */
export function CallsPage() {
  const { environment } = useHome();
  // The first steps are at the top until the first call, and remain there when it starts.
  const [isUnused] = useState(environment.apiKey.lastUsedAt === null);
  return (
    <Page
      title="Calls"
      description={
        <>
          Environment ID: <Copyable text={environment.id} what="environment ID" />
        </>
      }
    >
      {isUnused && <FirstSteps />}
      <UsagePanel environment={environment} />
      <LiveCalls environment={environment} />
      {!isUnused && <FirstSteps />}
    </Page>
  );
}
