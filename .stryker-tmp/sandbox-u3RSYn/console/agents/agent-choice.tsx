import { useGrowingList, useRead } from '../api/use-api.ts';
import { Name } from '../format/name.tsx';
import { Choice } from '../resources/choice.tsx';
import { useHome } from '../resources/home.tsx';

/** An agent by its id: its name, or the id as long as that is not known. */
export function AgentName({ id }: { id: string }) {
  const name = useAgentName(id);
  return name === undefined ? <code>{id}</code> : <Name text={name} />;
}

function useAgentName(agentId: string | null): string | undefined {
  const { params } = useHome();
  const { data } = useRead(
    { operation: 'getEnvironmentAgent', params: { ...params, agentId: agentId ?? '' } },
    { enabled: agentId !== null },
  );
  return data?.name;
}

interface Props {
  readonly label: string;
  readonly agentId: string | null;
  readonly onChoose: (agentId: string | null) => void;
  readonly none?: string;
  readonly constraintText?: string;
  readonly problem: string | undefined;
}

export function AgentChoice({ agentId, ...props }: Props) {
  const { params } = useHome();
  const list = useGrowingList({ operation: 'listEnvironmentAgents', params });
  const name = useAgentName(agentId);
  return (
    <Choice
      {...props}
      of="agents"
      list={list}
      optionOf={(agent) => ({ value: agent.id, label: agent.name })}
      chosen={agentId === null ? null : { value: agentId, label: name ?? agentId }}
    />
  );
}
