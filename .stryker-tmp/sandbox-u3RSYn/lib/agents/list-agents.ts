import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import { agentView, type AgentItem } from './agent.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';

/** Lists agents in the order of their creation. */
export const listAgents: ResourceUseCase<'listAgents'> = async (request, { table }) => {
  const range = ranges.agents(request.scope.environmentId);
  const { items, nextCursor } = await readPage<AgentItem>(table, range, request.query, {
    large: true,
  });
  return { body: { items: items.map(agentView), nextCursor } };
};
