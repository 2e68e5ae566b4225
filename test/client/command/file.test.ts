import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import type * as z from 'zod/mini';
import type {
  AgentEntry,
  CampaignEntry,
  OwnFields,
  SettingsEntry,
  WebhookEntry,
} from '../../../client/typescript/src/cli/entries.ts';
import {
  readFile as readEnvironments,
  webhookEvents,
  writeFile,
} from '../../../client/typescript/src/cli/file.ts';
import { optionsIn } from '../../../client/typescript/src/cli/options.ts';
import type { agents } from '../../../lib/api/routes/resources/agents.ts';
import type { campaigns } from '../../../lib/api/routes/resources/campaigns.ts';
import type { environments } from '../../../lib/api/routes/environments.ts';
import type { settings } from '../../../lib/api/routes/resources/settings.ts';
import type { webhooks } from '../../../lib/api/routes/webhooks.ts';
import * as webhookSchemas from '../../../lib/api/schemas/event.ts';
import { limits } from '../../../lib/api/limits.ts';
import { seed } from '../../reliability/effort.ts';
import { aBerth } from '../../setup/berth.ts';
import { aPipeline, cutAfter, run } from './a-command.ts';

const berth = await aBerth();

/** Does not compile when the API accepts a field that a file cannot have. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type FieldsOf<Operation extends { body: unknown }> = keyof z.input<Operation['body'] & z.core.$ZodType>;
const isWhole: [
  Same<keyof OwnFields, FieldsOf<(typeof environments)['editEnvironment']>>,
  Same<keyof AgentEntry, FieldsOf<(typeof agents)['createAgent']>>,
  Same<
    Exclude<keyof CampaignEntry, 'agent' | 'number'> | 'agentId' | 'numberId',
    FieldsOf<(typeof campaigns)['createCampaign']>
  >,
  Same<
    // The recipients of mails are people of one account, and so in no file.
    Exclude<keyof SettingsEntry, 'defaultAgent'> | 'defaultAgentId' | 'alerts',
    FieldsOf<(typeof settings)['editSettings']>
  >,
  Same<keyof WebhookEntry, FieldsOf<(typeof webhooks)['editWebhook']>>,
] = [true, true, true, true, true];

/** The error for a file that is not understood. */
function refusalOf(file: string): string {
  try {
    readEnvironments(file);
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'understood';
}

test('a file can express whatever the API accepts', () => {
  expect(isWhole).toEqual([true, true, true, true, true]);
  expect(webhookEvents).toEqual(webhookSchemas.webhookEvents);
  const agent = { name: 'n'.repeat(limits.nameCharacters), prompt: 'p'.repeat(limits.promptBytes) };
  const environment = { name: 'a', maxConcurrentCalls: limits.environmentCalls };
  const fileOf = (own: object, one: object) =>
    refusalOf(JSON.stringify({ environments: [{ ...own, agents: [one] }] }));
  expect(fileOf(environment, agent)).toBe('understood');
  expect(fileOf(environment, { ...agent, name: `${agent.name}n` })).toMatch(
    /name: text of 1 to 64 characters/,
  );
  expect(fileOf(environment, { ...agent, prompt: `${agent.prompt}p` })).toMatch(/at most 32768 bytes/);
  expect(fileOf({ ...environment, maxConcurrentCalls: 10_001 }, agent)).toMatch(/from 0 to 10000/);
});

test.each([
  [
    'environments:\n  - name: a\n    agent: []\n',
    'line 3: environments[0].agent is not a field of an environment',
  ],
  ['environments:\n  - maxConcurrentCalls: 1\n', 'line 2: environments[0] lacks name'],
  [
    'environments:\n  - name: a\n    hidden: yes\n',
    'line 3: environments[0].hidden must be true or false, not "yes"',
  ],
  [
    'environments:\n  - name: a\n    agents:\n',
    'line 3: environments[0].agents must be a list of agents, not nothing',
  ],
  [
    'environments:\n  - name: a\n    maxConcurrentCalls: -1\n',
    'must be a whole number from 0 to 10000, not -1',
  ],
  [
    'environments: [{ name: 7 }]',
    'line 1: environments[0].name must be a name: text of 1 to 64 characters, not 7',
  ],
  ['environments:\n  - name: a\n  - name: b\n  - name: A\n', 'line 4: environments[2] is in the list twice'],
  ['environments: [{ name: a, settings: { timezone: CEST+2 } }]', 'must be the IANA name of a time zone'],
  [
    'environments: [{ name: a, agents: [{ name: b, language: en_US }] }]',
    'must be a language tag such as en-US',
  ],
  [
    'environments:\n  - name: a\n    campaigns:\n      - name: b\n        agent: c\n        number: +14155550100\n',
    "line 6: environments[0].campaigns[0].number must be a telephone number as text in E.164 form, in quotes: '+14155550100', not 14155550100",
  ],
  [
    'environments: [{ name: a, webhooks: [{ url: ftp://example.com, events: [call.began] }] }]',
    'must be a list of one or more of call.started, call.ended, limit.reached, limit.near, environment.updated, each once, not a list',
  ],
  [
    'environments: [{ name: a, __proto__: 1, constructor: 1 }]',
    'constructor is not a field of an environment',
  ],
  ['environments: {}', 'line 1: environments must be a list of environments, not a map'],
  ['- name: a', 'line 1: the file must be a file of environments: a map with environments; not a list'],
  ['', 'the file must be a file of environments'],
  ['environments: []\nenvironments: []', 'is not valid YAML. Map keys must be unique at line 2'],
  ['environments: [', 'is not valid YAML'],
  ['environments: !secret []', 'is not valid YAML. Unresolved tag'],
  ['{"environments": [{"name": "a", "pasued": true}]}', 'line 1: environments[0].pasued is not a field'],
])('%j is refused', (file, expected) => {
  expect(refusalOf(file)).toContain(expected);
});

test('all errors of a file are reported together, and nothing is sent', async () => {
  const { secret } = await aPipeline(berth);
  const file =
    'environments:\n  - name: default\n    maxConcurrentCalls: 1\n    pause: true\n    hidden: 1\n';
  let requests = 0;
  const counting: typeof fetch = async (...request) => {
    requests += 1;
    return fetch(...request);
  };
  expect(await run(berth, 'apply -', { secret, file, fetch: counting })).toEqual({
    code: 1,
    output: '',
    errors: `The file is not valid:
  line 4: environments[0].pause is not a field of an environment; its fields are name, maxConcurrentCalls, reservedInboundCalls, hidden, paused, critical, settings, agents, campaigns, webhooks
  line 5: environments[0].hidden must be true or false, not 1
`,
  });
  expect(requests).toBe(0);
});

test('names of things that do not exist are reported with their line, before anything is changed', async () => {
  const { secret } = await aPipeline(berth);
  const file = `environments:
  - name: default
    maxConcurrentCalls: 1
    settings:
      defaultAgent: Nobody
    campaigns:
      - name: Spring offer
        agent: Nobody
        number: '+493012345678'
`;
  const line = cutAfter(Infinity);
  const { code, errors } = await run(berth, 'apply -', { secret, file, fetch: line.fetch });
  expect([code, errors.split('\n').slice(1, -1)]).toEqual([
    1,
    [
      '  line 5: environments[0].settings.defaultAgent: default has no agent “Nobody”',
      '  line 8: environments[0].campaigns[0].agent: default has no agent “Nobody”',
      '  line 9: environments[0].campaigns[0].number: default has no number +493012345678: add it there first',
    ],
  ]);
  expect(line.sent).toEqual([]);
});

test.each(['apply -', 'apply - --dry-run'])(
  '%s explains what to do about a campaign whose number a new environment lacks, and changes nothing',
  async (command) => {
    const { secret } = await aPipeline(berth);
    const file = `environments:
  - name: brand-new
    maxConcurrentCalls: 1
    agents:
      - name: Caller
    campaigns:
      - name: Spring offer
        agent: Caller
        number: '+493012345678'
`;
    const line = cutAfter(Infinity);
    const { code, errors } = await run(berth, command, { secret, file, fetch: line.fetch });
    expect(code).toBe(1);
    expect(errors).toContain(
      'brand-new is new and has no number +493012345678: apply the file without this campaign, add the number, apply the whole file',
    );
    expect(line.sent).toEqual([]);
  },
);

test('a file that is written and read again is the same', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('a', ' ', '\n', '\r\n', '\t', ':', '#', '- ', '"', "'", '|', '\u2028', '~', '1'))
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, fc.boolean(), (prompt, json) => {
      fc.pre(!/[^\P{Cc}\t\n\r]/u.test(prompt));
      const environment = { name: 'true', agents: [{ name: '007', prompt, greeting: prompt }] };
      const { environments: read } = readEnvironments(writeFile({ environments: [environment] }, { json }));
      expect(read).toEqual([environment]);
    }),
    { seed, numRuns: 1_000, examples: [' \n', '\n \n', '\t\n\n'].map((blank) => [blank, false]) },
  );
});

test.each([
  ['', 'Name a command: export or apply.'],
  ['apply', 'Name the file to apply.'],
  [
    'export --only agents,keys',
    '--only takes environment, settings, agents, campaigns, webhooks, not "keys".',
  ],
  ['export --force', "Unknown option '--force'"],
  ['export --origin http://berth.example.com', 'The origin must begin with https://'],
])('“berth %s” is refused, and the message says what is wrong', async (words, expected) => {
  const secret = `bsa_${'0'.repeat(26)}_secret`;
  const { code, errors } = await run({ origin: 'http://127.0.0.1:9' }, words, { secret });
  expect([code, errors]).toEqual([1, expect.stringContaining(expected)]);
});

test('a credential that is not a secret of Berth is neither sent nor shown', async () => {
  const said = await run({ origin: 'http://127.0.0.1:9' }, 'export', { secret: 'brt_secret' });
  expect(said).toEqual({
    code: 1,
    output: '',
    errors: 'BERTH_SECRET must be the secret of a service account: bsa_…\n',
  });
});

test('the example workflow uses only what the command understands', async () => {
  const at = new URL('../../../client/typescript/examples/github-workflow.yml', import.meta.url);
  const { jobs } = parse(await readFile(at, 'utf8')) as {
    jobs: Record<string, { steps: { run?: string }[] }>;
  };
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run: said }) => said ?? []));
  const understood = commands.map((said) => {
    const env = { BERTH_ORIGIN: 'https://berth.example.com', BERTH_SECRET: `bsa_${'0'.repeat(26)}_secret` };
    const { command, dryRun, file } = optionsIn(said.split(' berth ')[1]?.split(' ') ?? [], env);
    return { command, dryRun, file };
  });
  expect(understood).toEqual([
    { command: 'apply', dryRun: true, file: 'berth.yaml' },
    { command: 'apply', dryRun: false, file: 'berth.yaml' },
  ]);
});

test('the file in the README is understood', async () => {
  const readme = await readFile(new URL('../../../client/typescript/README.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```yaml\n([^`]*)```/.exec(readme) ?? [];
  expect(readEnvironments(shown).environments).toHaveLength(2);
});
