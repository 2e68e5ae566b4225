import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';
import { RecentCalls } from '../calls/recent-calls.tsx';
import { Breadcrumbs } from '../place/breadcrumbs.tsx';
import { Page } from '../frame/page.tsx';
import { usePaths } from '../place/paths.ts';
import { useDetail } from '../place/title.ts';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { quietRed } from '../parts/red.ts';
import { At } from '../format/time.tsx';
import { useHome } from '../resources/home.tsx';
import { NotLoaded } from '../resources/not-loaded.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import type { Agent } from './agent.ts';
import { DeleteAgentDialog } from './delete-agent-dialog.tsx';
import { EditAgentDialog } from './edit-agent-dialog.tsx';

/** An agent of the current environment, with all of its fields: Members can read it as well. */
export function AgentPage() {
  const { agentId = '' } = useParams();
  const { params } = useHome();
  const { data, error, refetch } = useRead(
    { operation: 'getEnvironmentAgent', params: { ...params, agentId } },
    { every: lookEvery.edits },
  );
  // It may have been shown before and deleted in the meantime.
  if (data !== undefined && error?.code !== 'not_found') return <Loaded agent={data} />;
  return <NotLoaded what="agent" page="agents" error={error} onRetry={refetch} />;
}

function Loaded({ agent }: { agent: Agent }) {
  useDetail(agent.name);
  const { whyNot } = useHome();
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const close = () => setOpen(undefined);
  const disabled = disabledFor(whyNot);
  return (
    <Page
      title={agent.name}
      breadcrumbs={<Breadcrumbs page="agents" name={agent.name} />}
      description={<Copyable text={agent.id} what="agent ID" />}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button {...disabled} onClick={() => setOpen('edit')}>
            Edit
          </Button>
          <Button style={quietRed} {...disabled} onClick={() => setOpen('delete')}>
            Delete
          </Button>
        </SpaceBetween>
      }
    >
      <Facts of={agent} />
      <Text title="Greeting" text={agent.greeting} />
      <Text title="Prompt" text={agent.prompt} />
      <RecentCalls of={{ agentId: agent.id }} />
      {open === 'edit' && <EditAgentDialog agent={agent} onClose={close} />}
      {open === 'delete' && (
        <DeleteAgentDialog
          agent={agent}
          onDone={() => void navigate(toEnvironment('agents'))}
          onClose={close}
        />
      )}
    </Page>
  );
}

const Facts = ({ of: { description, language, voice, createdAt, updatedAt } }: { of: Agent }) => (
  <Container>
    <FactsGrid
      columns={3}
      items={[
        { label: 'Description', value: description || '–' },
        { label: 'Language', value: <code>{language}</code> },
        { label: 'Voice', value: voice || '–' },
        { label: 'Created At', value: <At time={createdAt} /> },
        { label: 'Updated At', value: <At time={updatedAt} /> },
      ]}
    />
  </Container>
);

const Text = ({ title, text }: { title: string; text: string }) => (
  <Container header={<Header variant="h2">{title}</Header>}>
    {text === '' ? <span className="soft">None</span> : <p className="said">{text}</p>}
  </Container>
);
