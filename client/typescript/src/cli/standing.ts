import type { Environment, Operations } from '../management/types.ts';
import {
  ownOf,
  type AgentEntry,
  type CampaignEntry,
  type EnvironmentEntry,
  type OwnFields,
  type SettingsEntry,
  type WebhookEntry,
} from './entries.ts';

/** An account, and the client for it. */
export interface Account {
  readonly berth: Operations;
  readonly accountId: string;
}

/** Something that exists, in the form of a file. */
export interface Kept<Entry> {
  readonly id: string;
  readonly entry: Required<Entry>;
}

/** The content of an environment. */
export interface Standing {
  readonly own: Required<OwnFields>;
  readonly settings: Required<SettingsEntry>;
  readonly agents: readonly Kept<AgentEntry>[];
  readonly campaigns: readonly Kept<CampaignEntry>[];
  readonly webhooks: readonly Kept<WebhookEntry>[];
  /** The ids of its telephone numbers, by number. */
  readonly numbers: ReadonlyMap<string, string>;
}

/** The environments of an account, including those that are being deleted. */
export const environmentsOf = ({ berth, accountId }: Account): Promise<Environment[]> =>
  all((page) => berth.listEnvironments({ accountId, ...page }));

export async function standingOf({ berth, accountId }: Account, environment: Environment): Promise<Standing> {
  const of = { accountId, environmentId: environment.id };
  const [settings, agents, numbers, campaigns, webhooks] = await Promise.all([
    berth.getEnvironmentSettings(of),
    all((page) => berth.listEnvironmentAgents({ ...of, ...page })),
    all((page) => berth.listEnvironmentNumbers({ ...of, ...page })),
    all((page) => berth.listEnvironmentCampaigns({ ...of, ...page })),
    all((page) => berth.listWebhooks({ ...of, ...page })),
  ]);
  const agentName = new Map(agents.map(({ id, name }) => [id, name]));
  const e164 = new Map(numbers.map((number) => [number.id, number.e164]));
  const { timezone, defaultLanguage, defaultAgentId } = settings;
  return {
    own: ownOf(environment),
    settings: { timezone, defaultLanguage, defaultAgent: agentName.get(defaultAgentId ?? '') ?? null },
    agents: agents.map(({ id, name: called, description, language, voice, greeting, prompt }) => ({
      id,
      entry: { name: called, description, language, voice, greeting, prompt },
    })),
    campaigns: campaigns.map(({ id, name: called, agentId, numberId, maxConcurrentCalls: limit }) => ({
      id,
      entry: {
        name: called,
        agent: agentName.get(agentId) ?? '',
        number: e164.get(numberId) ?? '',
        maxConcurrentCalls: limit,
      },
    })),
    webhooks: webhooks.map(({ id, url, events, description, enabled }) => ({
      id,
      entry: { url, events: events.toSorted(), description, enabled },
    })),
    numbers: new Map(numbers.map((number) => [number.e164, number.id])),
  };
}

/** In alphabetical order, so that the files of two environments can be compared. */
export function entryOf({ own, settings, agents, campaigns, webhooks }: Standing): EnvironmentEntry {
  return {
    ...own,
    settings,
    agents: sorted(agents, ({ name }) => name),
    campaigns: sorted(campaigns, ({ name }) => name),
    webhooks: sorted(webhooks, ({ url }) => url),
  };
}

const sorted = <Entry>(kept: readonly Kept<Entry>[], by: (entry: Required<Entry>) => string) =>
  kept
    .map(({ entry }) => entry)
    .toSorted((one, other) => (by(one) < by(other) ? -1 : Number(by(one) > by(other))));

interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

async function all<Item>(
  list: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await list({ limit: 100, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
