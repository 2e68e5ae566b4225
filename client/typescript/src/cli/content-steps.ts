import { difference, isEmpty, matched, told } from './difference.ts';
import { foldName, type AgentEntry, type CampaignEntry, type SettingsEntry } from './entries.ts';
import type { Path } from './fields.ts';
import type { Sheet, Target } from './sheet.ts';
import type { Kept } from './standing.ts';
import { webhookSteps } from './webhook-steps.ts';

/** The names of the environment's agents, and their ids, by folded name. */
type Agents = Map<string, { readonly name: string; id: string }>;

/** Agents come first: settings and campaigns name them. */
export function contentSteps(target: Target, sheet: Sheet): void {
  const agents: Agents = new Map();
  agentSteps(target, sheet, agents);
  settingsStep(target, sheet, agents);
  campaignSteps(target, sheet, agents);
  webhookSteps(target, sheet);
}

function agentSteps(target: Target, { account, steps, leftAlone }: Sheet, agents: Agents): void {
  const { berth, accountId } = account;
  const { entry, standing } = target;
  const of = () => ({ accountId, environmentId: target.id });
  const { pairs, rest } = matched(entry.agents ?? [], standing?.agents ?? [], ({ name }) => foldName(name));
  for (const { id, entry: one } of rest) agents.set(foldName(one.name), { name: one.name, id });
  for (const { wanted, kept } of pairs) {
    const known = { name: wanted.name, id: kept?.id ?? '' };
    agents.set(foldName(wanted.name), known);
    if (kept === undefined) {
      // Set explicitly, because the environment's own language may become this one only later.
      const language = wanted.language ?? entry.settings?.defaultLanguage;
      const body = { ...wanted, ...(language !== undefined && { language }) };
      steps.push({
        says: `create  agent “${wanted.name}” in ${entry.name}`,
        run: async () => void (known.id = (await berth.createEnvironmentAgent({ ...of(), body })).id),
      });
      continue;
    }
    const body = difference<AgentEntry>(wanted, kept.entry);
    if (!isEmpty(body))
      steps.push({
        says: `change  agent “${kept.entry.name}” in ${entry.name}: ${told<AgentEntry>(body, kept.entry)}`,
        run: () => berth.editEnvironmentAgent({ ...of(), agentId: kept.id, body }),
      });
  }
  tellRest(leftAlone, 'agents', target, rest);
}

function settingsStep(target: Target, { account, steps, problem }: Sheet, agents: Agents): void {
  const { entry, standing } = target;
  if (entry.settings === undefined) return;
  const { defaultAgent } = entry.settings;
  const agent = defaultAgent && agents.get(foldName(defaultAgent));
  if (defaultAgent && !agent)
    problem([...target.at, 'settings', 'defaultAgent'], `${entry.name} has no agent “${defaultAgent}”`);
  const wanted = { ...entry.settings, ...(agent && { defaultAgent: agent.name }) };
  const before = standing?.settings;
  const changes = before === undefined ? wanted : difference<SettingsEntry>(wanted, before);
  if (isEmpty(changes)) return;
  const { defaultAgent: changed, ...rest } = changes;
  steps.push({
    says: `change  settings of ${entry.name}: ${told<SettingsEntry>(changes, before)}`,
    run: () =>
      account.berth.editEnvironmentSettings({
        accountId: account.accountId,
        environmentId: target.id,
        body: { ...rest, ...(changed !== undefined && { defaultAgentId: agent ? agent.id : null }) },
      }),
  });
}

function campaignSteps(target: Target, sheet: Sheet, agents: Agents): void {
  const { account, steps, leftAlone, problem } = sheet;
  const { berth, accountId } = account;
  const { entry, standing, at } = target;
  const of = () => ({ accountId, environmentId: target.id });
  const { pairs, rest } = matched(entry.campaigns ?? [], standing?.campaigns ?? [], ({ name }) => name);
  for (const { wanted, kept, index } of pairs) {
    const place: Path = [...at, 'campaigns', index];
    const agent = agents.get(foldName(wanted.agent));
    const numberId = standing?.numbers.get(wanted.number) ?? '';
    if (agent === undefined) problem([...place, 'agent'], `${entry.name} has no agent “${wanted.agent}”`);
    if (numberId === '')
      problem(
        [...place, 'number'],
        standing === undefined
          ? `${entry.name} is new and has no number ${wanted.number}: apply the file without this campaign, add the number, apply the whole file`
          : `${entry.name} has no number ${wanted.number}: add it there first`,
      );
    const { agent: _, number: __, ...plain } = wanted;
    const body = () => ({ ...plain, agentId: agent?.id ?? '', numberId });
    if (kept === undefined) {
      steps.push({
        says: `create  campaign “${wanted.name}” in ${entry.name}, as a draft`,
        run: () => berth.createEnvironmentCampaign({ ...of(), body: body() }),
      });
      continue;
    }
    const changes = difference<CampaignEntry>({ ...wanted, agent: agent?.name ?? wanted.agent }, kept.entry);
    if (!isEmpty(changes))
      steps.push({
        says: `change  campaign “${wanted.name}” in ${entry.name}: ${told<CampaignEntry>(changes, kept.entry)}`,
        run: () => berth.editEnvironmentCampaign({ ...of(), campaignId: kept.id, body: body() }),
      });
  }
  tellRest(leftAlone, 'campaigns', target, rest);
}

function tellRest(
  leftAlone: string[],
  kind: string,
  { entry }: Target,
  rest: readonly Kept<{ readonly name: string }>[],
): void {
  if (rest.length > 0)
    leftAlone.push(`${kind} of ${entry.name}: ${rest.map((one) => one.entry.name).join(', ')}`);
}
