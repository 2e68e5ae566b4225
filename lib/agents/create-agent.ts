import type { AgentId } from '../api/schemas/ids.ts';
import { newId } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { agentFacts, agentNameKey, agentView, takeAgentName, type AgentItem } from './agent.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { addResource, newItemFields } from '../scoped/resource.ts';
import { countResource } from '../scoped/resource-counts.ts';
import { readSettings } from '../settings/settings.ts';

/** Creates an agent. Without a language it speaks that of its environment. */
export const createAgent: ResourceUseCase<'createAgent'> = async (request, context) => {
  const { environmentId } = request.scope;
  const { language = (await readSettings(context.table, environmentId)).defaultLanguage, ...rest } =
    request.body;
  const id = newId<AgentId>('agt', context.clock);
  const agent: AgentItem = {
    ...keys.agent(environmentId, id),
    id,
    ...rest,
    language,
    referenceCount: 0,
    ...newItemFields(context.clock),
  };
  return changeResources(request, context, {
    writes: [
      takeAgentName(agentNameKey(environmentId, agent.name), id),
      addResource(agent),
      countResource(environmentId, 'agents'),
    ],
    event: {
      action: 'agent.created',
      target: { type: 'agent', id, name: agent.name },
      after: agentFacts(agent),
    },
    answer: { body: agentView(agent), version: agent.version },
  });
};
