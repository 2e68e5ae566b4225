import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AgentChoice } from '../agents/agent-choice.tsx';
import type { Failure } from '../api/failure.ts';

/** What a number is for, as it is typed. */
export interface Typed {
  readonly label: string;
  readonly inboundAgentId: string | null;
}

export const numberFields = ['label', 'inboundAgentId'] as const;

interface Props {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

export function NumberFields({ typed, onType, problems }: Props) {
  return (
    <SpaceBetween size="l">
      <FormField
        label="Label"
        constraintText="For example “Support line”. Up to 64 characters."
        errorText={problems['label']}
      >
        <Input value={typed.label} onChange={({ detail }) => onType({ ...typed, label: detail.value })} />
      </FormField>
      <AgentChoice
        label="Answered by"
        none="No agent"
        constraintText="The agent that takes calls to this number."
        agentId={typed.inboundAgentId}
        onChoose={(inboundAgentId) => onType({ ...typed, inboundAgentId })}
        problem={problems['inboundAgentId']}
      />
    </SpaceBetween>
  );
}
