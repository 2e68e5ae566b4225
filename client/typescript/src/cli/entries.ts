import type { Agent, Environment, Webhook } from '../management/types.ts';

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
export const ownFields = [
  'name',
  'maxConcurrentCalls',
  'reservedInboundCalls',
  'hidden',
  'paused',
  'critical',
] as const;
type OwnField = (typeof ownFields)[number];
export type OwnFields = Pick<Environment, 'name'> & Readonly<Partial<Pick<Environment, OwnField>>>;

/** The own fields of an environment or an entry, as far as it has them. */
export const ownOf = <From extends OwnFields>(from: From): Pick<From, OwnField & keyof From> =>
  Object.fromEntries(
    ownFields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]])),
  ) as Pick<From, OwnField & keyof From>;

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
  const { name, settings, agents, campaigns, webhooks } = entry;
  const parts = { settings, agents, campaigns, webhooks };
  const kept = Object.entries(parts).filter(
    ([part, value]) => value !== undefined && wanted.includes(part as Section),
  );
  return { name, ...(wanted.includes('environment') && ownOf(entry)), ...Object.fromEntries(kept) };
}

/** The form in which Berth compares the names of environments and of agents: “Prod” and “PROD” are the same name. */
export const foldName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
