import { isDeepStrictEqual } from 'node:util';
import { invalidField } from '../api/problem.ts';
import type { AgentId, EnvironmentId } from '../api/schemas/ids.ts';
import { readAdmins } from '../auth/membership.ts';
import type { Context } from '../context.ts';
import { expectVersion, outdated } from '../request.ts';
import { instant } from '../clock.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { moveReferences } from '../scoped/references.ts';
import {
  readSettings,
  settingsFacts,
  settingsView,
  type Alerts,
  type EnvironmentSettings,
} from './settings.ts';
import { ifVersion } from '../table/write.ts';

/**
 * Changes the settings of an environment. Fields that are left out keep their values; when nothing differs, nothing
 * is written.
 */
export const editSettings: ResourceUseCase<'editSettings'> = async (request, context) => {
  const { environmentId } = request.scope;
  const before = await readSettings(context.table, environmentId);
  expectVersion(request, before.version);
  const {
    timezone = before.timezone,
    defaultLanguage = before.defaultLanguage,
    defaultAgentId = before.defaultAgentId,
  } = request.body;
  const alerts = await editedAlerts(request, before.alerts, context);
  if (
    timezone === before.timezone &&
    defaultLanguage === before.defaultLanguage &&
    defaultAgentId === before.defaultAgentId &&
    isDeepStrictEqual(alerts, before.alerts)
  ) {
    return { body: settingsView(before), version: before.version };
  }

  const after: EnvironmentSettings = {
    ...before,
    timezone,
    defaultLanguage,
    defaultAgentId,
    alerts,
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

/**
 * An API key must not be able to keep Admins from being told about its calls. A person who is already in the list may
 * have left since: when a mail is sent, it is checked who is an Admin.
 * @throws invalid_input
 */
async function editedAlerts(
  { body, caller, scope: { accountId } }: Parameters<ResourceUseCase<'editSettings'>>[0],
  before: Alerts,
  { table }: Context,
): Promise<Alerts> {
  if (body.alerts === undefined) return before;
  if (caller.kind === 'machine') throw invalidField('alerts', 'can be changed by an Admin only');
  const given = Object.entries(body.alerts).filter(([, value]) => value !== undefined);
  const after: Alerts = { ...before, ...Object.fromEntries(given) };
  const added = after.mailTo.filter((user) => !before.mailTo.includes(user));
  const admins = new Set((await readAdmins(table, accountId, added)).map(({ userId }) => userId));
  if (added.some((user) => !admins.has(user)))
    throw invalidField('alerts.mailTo', 'must name Admins of the account');
  return after;
}

function replaceSettings(
  environment: EnvironmentId,
  seen: EnvironmentSettings,
  by: EnvironmentSettings,
): Write {
  const stored = seen.updatedAt === null ? undefined : seen;
  return {
    Put: { Item: { ...keys.settings(environment), ...by }, ...ifVersion(stored) },
    onConditionFailed: outdated,
  };
}
