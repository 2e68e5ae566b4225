import { DeleteDialog } from '../resources/delete-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import type { Agent } from './agent.ts';

interface Props {
  readonly agent: Pick<Agent, 'id' | 'name'>;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

export function DeleteAgentDialog({ agent: { id, name }, ...dialog }: Props) {
  const { params } = useHome();
  return (
    <DeleteDialog
      {...dialog}
      name={name}
      submit="Delete agent"
      call={{ operation: 'deleteEnvironmentAgent', params: { ...params, agentId: id } }}
    >
      The agent and its prompt are permanently deleted. An agent that a number, a campaign or the environment
      settings use can't be deleted.
    </DeleteDialog>
  );
}
