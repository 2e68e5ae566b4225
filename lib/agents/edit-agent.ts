import type { EnvironmentId } from '../api/schemas/ids.ts';
import { expectVersion } from '../request.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { agentFacts, agentNameKey, agentView, takeAgentName, type AgentItem } from './agent.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { applyChanges, readResource, replaceResource } from '../scoped/resource.ts';

/** Changes an agent. When nothing differs, nothing is written. */
export const editAgent: ResourceUseCase<'editAgent'> = async (request, context) => {
  const { environmentId } = request.scope;
  const before = await readResource<AgentItem>(
    context.table,
    keys.agent(environmentId, request.params.agentId),
  );
  expectVersion(request, before.version);
  const after = applyChanges(before, request.body, context.clock);
  if (after === undefined) return { body: agentView(before), version: before.version };

  return changeResources(request, context, {
    writes: [replaceResource(before, after), ...rename(environmentId, before, after)],
    event: {
      action: 'agent.updated',
      target: { type: 'agent', id: after.id, name: after.name },
      before: agentFacts(before),
      after: agentFacts(after),
    },
    answer: { body: agentView(after), version: after.version },
  });
};

/** Gives up the old name and takes the new one. When only the case changes, the name is already held. */
function rename(environment: EnvironmentId, before: AgentItem, after: AgentItem): Write[] {
  const from = agentNameKey(environment, before.name);
  const to = agentNameKey(environment, after.name);
  return from.sk === to.sk ? [] : [takeAgentName(to, after.id), { Delete: { Key: from } }];
}
