import { keys } from '../table/keys.ts';
import { agentView, type AgentItem } from './agent.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { readResource } from '../scoped/resource.ts';

export const getAgent: ResourceUseCase<'getAgent'> = async ({ scope, params }, { table }) => {
  const agent = await readResource<AgentItem>(table, keys.agent(scope.environmentId, params.agentId));
  return { body: agentView(agent), version: agent.version };
};
