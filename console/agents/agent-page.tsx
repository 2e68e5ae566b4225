import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import type { Answered } from '../api/client.ts';
import { lookEvery } from '../api/look-every.ts';
import { useAnswered } from '../api/use-api.ts';
import { RecentCalls } from '../calls/recent-calls.tsx';
import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { quietRed } from '../parts/red.ts';
import { Breadcrumbs } from '../place/breadcrumbs.tsx';
import { usePaths } from '../place/paths.ts';
import { useDetail } from '../place/title.ts';
import { useHome } from '../resources/home.tsx';
import { OneThing } from '../resources/one-thing.tsx';
import { AgentFacts } from './agent-facts.tsx';
import { AgentForm } from './agent-form.tsx';
import { DeleteAgentDialog } from './delete-agent-dialog.tsx';
import { useAgentEditor } from './use-agent-editor.ts';

/** An agent of the current environment, with its editor. Members can read it as well. */
export function AgentPage() {
  const { agentId = '' } = useParams();
  const { params } = useHome();
  const read = useAnswered(
    { operation: 'getEnvironmentAgent', params: { ...params, agentId } },
    { every: lookEvery.edits },
  );
  return (
    <OneThing what="agent" page="agents" id={agentId} read={read}>
      {(seen) => <Loaded key={agentId} read={read} seen={seen} />}
    </OneThing>
  );
}

type Seen = Answered<'getEnvironmentAgent'>;

function Loaded({ read, seen }: { read: ReturnType<typeof useAnswered<'getEnvironmentAgent'>>; seen: Seen }) {
  const editor = useAgentEditor(seen, async () => (await read.refetch()).data);
  const agent = seen.body;
  useDetail(agent.name);
  const { whyNot } = useHome();
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Page
      isForAdmins
      title={agent.name}
      breadcrumbs={<Breadcrumbs page="agents" name={agent.name} />}
      description={<Copyable text={agent.id} what="agent ID" />}
      actions={
        <Button style={quietRed} {...disabledFor(whyNot)} onClick={() => setIsDeleting(true)}>
          Delete
        </Button>
      }
    >
      <AgentForm agent={agent} editor={editor} />
      <AgentFacts of={agent} />
      <RecentCalls of={{ agentId: agent.id }} />
      {isDeleting && (
        <DeleteAgentDialog
          agent={agent}
          onDone={() => {
            editor.action.unsaved.saved();
            void navigate(toEnvironment('agents'));
          }}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </Page>
  );
}
