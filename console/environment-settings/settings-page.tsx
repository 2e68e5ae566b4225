import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { AgentName } from '../agents/agent-choice.tsx';
import type { AnswerTo } from '../api/request.ts';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';
import { disabledFor } from '../parts/disabled.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { At, useNow } from '../format/time.tsx';
import { zoneName } from '../format/zone.ts';
import { PageLink } from '../place/page-link.tsx';
import { useHome } from '../resources/home.tsx';
import { Loading } from '../frame/loading.tsx';
import { Page } from '../frame/page.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { AlertsSection } from './alerts.tsx';
import { EditSettingsDialog } from './edit-settings-dialog.tsx';

/** The settings of the current environment. */
export function SettingsPage() {
  const { environment, params, whyNot } = useHome();
  const [editing, setEditing] = useState(false);
  const { data, error, refetch } = useRead(
    { operation: 'getEnvironmentSettings', params },
    { every: lookEvery.edits },
  );
  return (
    <Page
      isForAdmins
      title="Environment settings"
      description={`Defaults for everything in ${environment.name}.`}
    >
      {error !== null && data === undefined ? (
        <FailureAlert failure={error} onRetry={() => void refetch()} />
      ) : (
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <Button {...disabledFor(whyNot)} onClick={() => setEditing(true)}>
                  Edit
                </Button>
              }
            >
              Settings of {environment.name}
            </Header>
          }
        >
          {data === undefined ? <Loading what="the settings" /> : <Facts of={data} />}
        </Container>
      )}
      {data !== undefined && <AlertsSection of={data.alerts} />}
      {editing && <EditSettingsDialog onClose={() => setEditing(false)} />}
    </Page>
  );
}

function Facts({
  of: { timezone, defaultLanguage, defaultAgentId, updatedAt },
}: {
  of: AnswerTo<'getEnvironmentSettings'>;
}) {
  return (
    <FactsGrid
      columns={4}
      items={[
        {
          label: 'Time zone',
          value: (
            <>
              {zoneName(timezone)} <Clock of={timezone} />
            </>
          ),
        },
        { label: 'Default language', value: <code>{defaultLanguage}</code> },
        {
          label: 'Default agent',
          value:
            defaultAgentId === null ? (
              '–'
            ) : (
              <PageLink page="agents" id={defaultAgentId}>
                <AgentName id={defaultAgentId} />
              </PageLink>
            ),
        },
        { label: 'Updated At', value: updatedAt === null ? 'Never changed' : <At time={updatedAt} /> },
      ]}
    />
  );
}

/** The time in that zone. A browser may not know a time zone that the API knows. */
function Clock({ of: timeZone }: { of: string }) {
  const now = useNow(10_000);
  try {
    const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    return <span className="soft">({time.format(now)} now)</span>;
  } catch {
    return null;
  }
}
