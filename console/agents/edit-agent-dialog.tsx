import { EditDialog } from '../dialog/edit-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { AgentFields, agentFields, notYet, type Typed } from './agent-fields.tsx';
import type { Agent } from './agent.ts';

interface Props {
  readonly agent: Pick<Agent, 'id' | 'name'>;
  readonly onClose: () => void;
}

export function EditAgentDialog({ agent: { id, name }, onClose }: Props) {
  const home = useHome();
  const params = { ...home.params, agentId: id };
  return (
    <EditDialog<'getEnvironmentAgent', 'editEnvironmentAgent', Typed>
      title={`Edit ${name}`}
      size="large"
      targetId={id}
      read={{ operation: 'getEnvironmentAgent', params }}
      typedOf={({ name: called, description, language, voice, greeting, prompt }) => ({
        name: called,
        description,
        language,
        voice,
        greeting,
        prompt,
      })}
      notYet={notYet}
      save={(body, ifMatch) => ({ operation: 'editEnvironmentAgent', params, body, ifMatch })}
      fields={agentFields}
      saved={(agent) => `Saved ${agent.name}`}
      onClose={onClose}
    >
      {(fields) => <AgentFields {...fields} languageHint="A language tag, such as en-US." />}
    </EditDialog>
  );
}
