import type { Agent, Webhook } from '../management/types.ts';

/** The content of a file. An absent field is left as it is; something created without it has the API's own default. */
export interface EnvironmentFile {
  readonly environments: readonly EnvironmentEntry[];
}

export interface EnvironmentEntry extends OwnFields {
  readonly settings?: SettingsEntry;
  readonly agents?: readonly AgentEntry[];
  readonly campaigns?: readonly CampaignEntry[];
  readonly webhooks?: readonly WebhookEntry[];
}

/** An environment's own fields. */
export interface OwnFields {
  readonly name: string;
  readonly maxConcurrentCalls?: number;
  readonly reservedInboundCalls?: number;
  readonly hidden?: boolean;
  readonly paused?: boolean;
}

export interface SettingsEntry {
  readonly timezone?: string;
  readonly defaultLanguage?: string;
  /** The name of an agent. */
  readonly defaultAgent?: string | null;
}

export type AgentEntry = Pick<Agent, 'name'> &
  Partial<Readonly<Pick<Agent, 'description' | 'language' | 'voice' | 'greeting' | 'prompt'>>>;

export interface CampaignEntry {
  readonly name: string;
  /** The name of an agent. */
  readonly agent: string;
  /** A telephone number of the environment, in E.164 form. */
  readonly number: string;
  readonly maxConcurrentCalls?: number | null;
}

export interface WebhookEntry {
  readonly url: string;
  /** In alphabetical order, so that another order is not a difference. */
  readonly events: Webhook['events'];
  readonly description?: string;
  readonly enabled?: boolean;
}

/** The parts of an environment that can be exported and applied separately. */
export const sections = ['environment', 'settings', 'agents', 'campaigns', 'webhooks'] as const;
export type Section = (typeof sections)[number];

/** An entry with only these parts. Its name stays: it says which environment is meant. */
export function only(wanted: readonly Section[], entry: EnvironmentEntry): EnvironmentEntry {
  const { name, settings, agents, campaigns, webhooks, ...own } = entry;
  const parts = { settings, agents, campaigns, webhooks };
  const kept = Object.entries(parts).filter(
    ([part, value]) => value !== undefined && wanted.includes(part as Section),
  );
  return { name, ...(wanted.includes('environment') && own), ...Object.fromEntries(kept) };
}

/** The form in which Berth compares the names of environments and of agents: “Prod” and “PROD” are the same name. */
export const foldName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
