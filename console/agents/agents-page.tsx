import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Copyable } from '../parts/copyable.tsx';
import { Name } from '../format/name.tsx';
import { At } from '../format/time.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { Empty } from '../table/empty.tsx';
import { useFindable } from '../table/use-findable.ts';
import { useHome } from '../resources/home.tsx';
import { PageLink } from '../place/page-link.tsx';
import { usePaths } from '../place/paths.ts';
import { Page } from '../frame/page.tsx';
import { ResourceTable } from '../table/resource-table.tsx';
import type { Agent } from './agent.ts';
import { DeleteAgentDialog } from './delete-agent-dialog.tsx';

/** The agents of the current environment. */
export function AgentsPage() {
  const { environment, params, whyNot } = useHome();
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  const [deleting, setDeleting] = useState<Agent>();
  const list = useFindable({ operation: 'listEnvironmentAgents', params }, ['name', 'description', 'id']);
  const create = () => void navigate(toEnvironment('agents', 'new'));
  return (
    <Page
      isForAdmins
      title="Agents"
      description={`The voice agents of ${environment.name}.`}
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={create}>
          Create agent
        </Button>
      }
    >
      <ResourceTable
        name="Agents"
        list={list}
        empty={
          <Empty
            title={`${environment.name} has no agents yet`}
            action={
              <Button {...disabledFor(whyNot)} onClick={create}>
                Create the first agent
              </Button>
            }
          >
            An agent is the voice of your calls: its language, its greeting and its instructions. Numbers and
            campaigns refer to it.
          </Empty>
        }
        nameOf={({ name }) => name}
        actions={() => [
          { id: 'edit', text: 'Edit' },
          { id: 'delete', text: 'Delete' },
        ]}
        whyNot={whyNot}
        onAction={(action, agent) =>
          action === 'edit' ? void navigate(toEnvironment('agents', agent.id)) : setDeleting(agent)
        }
        columns={columns}
      />
      {deleting !== undefined && (
        <DeleteAgentDialog agent={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </Page>
  );
}

const columns = [
  {
    id: 'name',
    header: 'Name',
    sortingField: 'name',
    isRowHeader: true,
    cell: ({ id, name }: Agent) => (
      <PageLink page="agents" id={id}>
        <Name text={name} />
      </PageLink>
    ),
  },
  {
    id: 'description',
    header: 'Description',
    maxWidth: 320,
    cell: ({ description }: Agent) => description || '–',
  },
  {
    id: 'language',
    header: 'Language',
    sortingField: 'language',
    cell: ({ language }: Agent) => <code>{language}</code>,
  },
  {
    id: 'updatedAt',
    header: 'Updated At',
    from: 'medium' as const,
    sortingField: 'updatedAt',
    cell: ({ updatedAt }: Agent) => <At time={updatedAt} />,
  },
  {
    id: 'id',
    header: 'ID',
    from: 'wide' as const,
    cell: ({ id }: Agent) => <Copyable text={id} what="agent ID" cut />,
  },
];
