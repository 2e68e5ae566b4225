import { expectVersion } from '../request.ts';
import { keys } from '../table/keys.ts';
import { agentFacts, agentNameKey, type AgentItem } from './agent.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { assertUnused, referringFields } from '../scoped/references.ts';
import { dropResource, readResource } from '../scoped/resource.ts';
import { uncountResource } from '../scoped/resource-counts.ts';

/** Deletes an agent to which nothing refers. Its name is free again. */
export const deleteAgent: ResourceUseCase<'deleteAgent'> = async (request, context) => {
  const { scope, params } = request;
  const { environmentId } = scope;
  const agent = await readResource<AgentItem>(context.table, keys.agent(environmentId, params.agentId));
  expectVersion(request, agent.version);
  await assertUnused(agent, referringFields.agent, scope, context.table);

  return changeResources(request, context, {
    writes: [
      dropResource(agent),
      uncountResource(environmentId, 'agents'),
      { Delete: { Key: agentNameKey(environmentId, agent.name) } },
    ],
    event: {
      action: 'agent.deleted',
      target: { type: 'agent', id: agent.id, name: agent.name },
      before: agentFacts(agent),
    },
    answer: { body: undefined },
  });
};
