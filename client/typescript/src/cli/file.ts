import { Document, LineCounter, isNode, parseDocument, visit } from 'yaml';
import type { Webhook } from '../management/types.ts';
import {
  foldName,
  type AgentEntry,
  type CampaignEntry,
  type EnvironmentEntry,
  type EnvironmentFile,
  type SettingsEntry,
  type WebhookEntry,
} from './entries.ts';
import * as f from './fields.ts';
import { Refusal } from './refusal.ts';

export const webhookEvents = [
  'call.started',
  'call.ended',
  'limit.reached',
  'limit.near',
  'environment.updated',
] as const satisfies Webhook['events'];

const TEXT_BYTES = 4 * 1024;
const PROMPT_BYTES = 32 * 1024;
const MOST_CALLS = 10_000;

const settings = f.record<SettingsEntry>(
  'settings',
  { timezone: f.timezone, defaultLanguage: f.language, defaultAgent: f.orNull(f.name) },
  [],
);

const agent = f.record<AgentEntry>(
  'an agent',
  {
    name: f.name,
    description: f.longText(TEXT_BYTES),
    language: f.language,
    voice: f.line(100),
    greeting: f.longText(TEXT_BYTES),
    prompt: f.longText(PROMPT_BYTES),
  },
  ['name'],
);

const campaign = f.record<CampaignEntry>(
  'a campaign',
  {
    name: f.name,
    agent: f.name,
    number: f.telephoneNumber,
    maxConcurrentCalls: f.orNull(f.count(1, MOST_CALLS)),
  },
  ['name', 'agent', 'number'],
);

const webhook = f.record<WebhookEntry>(
  'a webhook',
  { url: f.url, events: f.someOf(webhookEvents), description: f.line(200), enabled: f.flag },
  ['url', 'events'],
);

const byName = ({ name }: { readonly name: string }) => foldName(name);

const environment = f.record<EnvironmentEntry>(
  'an environment',
  {
    name: f.name,
    maxConcurrentCalls: f.count(0, MOST_CALLS),
    reservedInboundCalls: f.count(0, MOST_CALLS),
    hidden: f.flag,
    paused: f.flag,
    critical: f.flag,
    settings,
    agents: f.listOf('agents', agent, byName),
    // Berth lets two campaigns have one name, and two webhooks one URL: they are matched in their order.
    campaigns: f.listOf('campaigns', campaign),
    webhooks: f.listOf('webhooks', webhook),
  },
  ['name'],
);

const file = f.record<EnvironmentFile>(
  'a file of environments',
  { environments: f.listOf('environments', environment, byName) },
  ['environments'],
);

export interface ReadFile extends EnvironmentFile {
  /** The position of something in the file, for people: `line 7: environments[0].name`. */
  readonly where: (at: f.Path) => string;
}

/** The content of a file, in YAML or in JSON, which is YAML too. @throws Refusal with all errors, each with its line */
export function readFile(text: string): ReadFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const where = (at: f.Path) => {
    const found = at.map((_, end) => document.getIn(at.slice(0, at.length - end), true)).find(isNode);
    const offset = (found ?? document.contents)?.range?.[0] ?? 0;
    return `line ${lines.linePos(offset).line}: ${pathOf(at)}`;
  };
  const [unreadable] = [...document.errors, ...document.warnings];
  if (unreadable !== undefined) throw new Refusal(`The file is not valid YAML. ${unreadable.message.trim()}`);
  const refused: string[] = [];
  const read = file(document.toJS(), [], (at, expected) => refused.push(`${where(at)} ${expected}`));
  if (refused.length > 0)
    throw new Refusal(['The file is not valid:', ...refused.map((one) => `  ${one}`)].join('\n'));
  return { ...read, where };
}

const pathOf = (at: f.Path): string =>
  at.length === 0
    ? 'the file'
    : at
        .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
        .join('');

export function writeFile(content: EnvironmentFile, { json }: { json: boolean }): string {
  if (json) return `${JSON.stringify(content, null, 2)}\n`;
  const document = new Document(content);
  visit(document, {
    Scalar(_, scalar) {
      // YAML changes a block that consists only of spaces.
      if (/^\s+$/.test(String(scalar.value))) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}
