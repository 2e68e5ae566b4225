import type { AgentId, EnvironmentId } from '../api/schemas/ids.ts';
import { expectVersion, outdated } from '../request.ts';
import { instant } from '../clock.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { moveReferences } from '../scoped/references.ts';
import { readSettings, settingsFacts, settingsView, type EnvironmentSettings } from './settings.ts';

/** Changes the settings of an environment. What is not named stays; a change to what they are already is no change. */
export const editSettings: ResourceUseCase<'editSettings'> = async (request, context) => {
  const { environmentId } = request.scope;
  const before = await readSettings(context.table, environmentId);
  expectVersion(request, before.version);
  const {
    timezone = before.timezone,
    defaultLanguage = before.defaultLanguage,
    defaultAgentId = before.defaultAgentId,
  } = request.body;
  if (
    timezone === before.timezone &&
    defaultLanguage === before.defaultLanguage &&
    defaultAgentId === before.defaultAgentId
  ) {
    return { body: settingsView(before), version: before.version };
  }

  const after: EnvironmentSettings = {
    ...before,
    timezone,
    defaultLanguage,
    defaultAgentId,
    updatedAt: instant(context.clock.now()),
    version: before.version + 1,
  };
  const agentKey = (id: AgentId | null) => (id === null ? null : keys.agent(environmentId, id));
  return changeResources(request, context, {
    writes: [
      ...moveReferences([
        {
          field: 'defaultAgentId',
          from: agentKey(before.defaultAgentId),
          to: agentKey(after.defaultAgentId),
        },
      ]),
      replaceSettings(environmentId, before, after),
    ],
    event: {
      action: 'settings.updated',
      target: { type: 'settings', id: environmentId },
      before: settingsFacts(before),
      after: settingsFacts(after),
    },
    answer: { body: settingsView(after), version: after.version },
  });
};

function replaceSettings(
  environment: EnvironmentId,
  seen: EnvironmentSettings,
  by: EnvironmentSettings,
): Write {
  const isFirst = seen.updatedAt === null;
  return {
    Put: {
      Item: { ...keys.settings(environment), ...by },
      ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'version = :version',
      ...(!isFirst && { ExpressionAttributeValues: { ':version': seen.version } }),
    },
    onConditionFailed: outdated,
  };
}
