import { useGrowingList, useRead } from '../api/use-api.ts';
import { IdInstead, Name } from '../format/name.tsx';
import { Choice } from '../resources/choice.tsx';
import { useHome } from '../resources/home.tsx';

/** An agent by its id: its name, or the id until the name is known. */
export function AgentName({ id }: { id: string }) {
  const { data, isPending } = useAgent(id);
  return data === undefined ? <IdInstead id={id} isPending={isPending} /> : <Name text={data.name} />;
}

function useAgent(agentId: string | null) {
  const { params } = useHome();
  return useRead(
    { operation: 'getEnvironmentAgent', params: { ...params, agentId: agentId ?? '' } },
    { enabled: agentId !== null },
  );
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
  const name = useAgent(agentId).data?.name;
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
