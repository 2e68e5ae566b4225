import { aBerth, done, inEnvironment } from '../../setup/berth.ts';
import { aServiceAccount } from '../../setup/service-accounts.ts';
import { aPipeline, cutAfter, run, type Pipeline } from './a-command.ts';

const berth = await aBerth();
const { call } = berth;

/** Everything in an account that a file can contain. */
const exported = async ({ secret }: Pipeline) => {
  const { code, output } = await run(berth, 'export --json', { secret });
  expect(code).toBe(0);
  return output;
};
const applied = async ({ secret }: Pipeline, file: string, words = 'apply berth.yaml') => {
  const said = await run(berth, words, { secret, file });
  expect(said).toMatchObject({ code: 0, errors: '' });
  return said.output;
};
const NOTHING = /^Nothing differs\.\n/;

/** Changes to everything that exists, and additions. */
const changedFile = (number: string) => `
environments:
  - name: production
    maxConcurrentCalls: 5
    reservedInboundCalls: 2
    paused: true
    critical: true
    settings: { timezone: europe/berlin, defaultAgent: night shift }
    agents:
      - { name: Front Desk, voice: ' alloy ' }
      - { name: Night shift, language: de-de, prompt: Whisper. }
    campaigns:
      - { name: Spring offer, agent: Night shift, number: '${number}', maxConcurrentCalls: 3 }
      - { name: Autumn offer, agent: Spare, number: '${number}' }
    webhooks:
      - { url: 'https://example.com/berth', events: [limit.near, call.ended], description: Limits }
      - { url: 'https://example.com/other', events: [call.ended], enabled: false }
  - name: staging
    maxConcurrentCalls: 15
    hidden: true
    paused: true
    critical: true
    settings: { defaultLanguage: fr, defaultAgent: Front desk }
    agents: [{ name: Front desk }]
`;

test('an export, as YAML or as JSON, applies without a change', async () => {
  const pipeline = await aPipeline(berth);
  const yaml = (await run(berth, 'export', pipeline)).output;
  expect(yaml).toContain(`number: "${pipeline.number}"`);
  const before = await berth.items();
  expect(await applied(pipeline, yaml)).toMatch(NOTHING);
  expect(await applied(pipeline, await exported(pipeline))).toMatch(NOTHING);
  const withoutUses = (items: object[]) => JSON.stringify(items).replaceAll(/"uses":\{[^}]*\}/g, '');
  expect(withoutUses(await berth.items())).toBe(withoutUses(before));
});

test('a file that is applied a second time changes nothing', async () => {
  const pipeline = await aPipeline(berth);
  const { secret, number } = pipeline;
  const file = changedFile(number);
  const dry = cutAfter(0);
  const planned = await run(berth, 'apply --dry-run berth.yaml', { secret, file, fetch: dry.fetch });
  expect(planned).toMatchObject({ code: 0, errors: '' });

  expect(await applied(pipeline, file)).toBe(`${planned.output}Done: 12 changes.\n`);
  expect(planned.output.split('\n')).toEqual([
    'create  environment staging, hidden, critical, paused; rotate its API key to see one',
    'change  environment production: reservedInboundCalls 0 → 2, paused false → true, critical false → true',
    'change  maxConcurrentCalls, in one step: production 20 → 5, staging 0 → 15',
    'change  agent “Front desk” in production: name “Front desk” → “Front Desk”, voice “” → “alloy”',
    'create  agent “Night shift” in production',
    'change  settings of production: timezone “UTC” → “Europe/Berlin”, defaultAgent “Front desk” → “Night shift”',
    'change  campaign “Spring offer” in production: agent “Front desk” → “Night shift”, maxConcurrentCalls none → 3',
    'create  campaign “Autumn offer” in production, as a draft',
    'change  webhook https://example.com/berth of production: events call.ended call.started → call.ended limit.near, description “” → “Limits”',
    'create  webhook https://example.com/other of production, disabled; rotate its signing secret to see one',
    'create  agent “Front desk” in staging',
    'change  settings of staging: defaultLanguage “fr”, defaultAgent “Front desk”',
    '',
    'Left alone:',
    '  environments: default',
    '  agents of production: Spare',
    '',
  ]);
  const after = await exported(pipeline);
  expect(JSON.parse(after)).toMatchObject({
    environments: [
      { name: 'default', maxConcurrentCalls: 20, agents: [] },
      {
        name: 'production',
        maxConcurrentCalls: 5,
        reservedInboundCalls: 2,
        paused: true,
        critical: true,
        settings: { timezone: 'Europe/Berlin', defaultAgent: 'Night shift' },
        agents: [{ name: 'Front Desk', voice: 'alloy' }, { language: 'de-DE' }, { name: 'Spare' }],
        campaigns: [{ agent: 'Spare', maxConcurrentCalls: null }, { agent: 'Night shift' }],
        webhooks: [{ events: ['call.ended', 'limit.near'], enabled: true }, { enabled: false }],
      },
      {
        name: 'staging',
        maxConcurrentCalls: 15,
        hidden: true,
        paused: true,
        critical: true,
        agents: [{ language: 'fr' }],
      },
    ],
  });
  expect(await applied(pipeline, file)).toMatch(NOTHING);
  expect(await exported(pipeline)).toBe(after);
});

test('an earlier file undoes later changes of limits, a pause, caps, settings, agents and webhooks', async () => {
  const pipeline = await aPipeline(berth);
  const of = (text: string) => (JSON.parse(text) as { environments: { name: string }[] }).environments;
  const before = of(await exported(pipeline));
  await applied(pipeline, changedFile(pipeline.number));
  // What was created stays, but returns its part of the plan.
  const file = JSON.stringify({ environments: [...before, { name: 'staging', maxConcurrentCalls: 0 }] });
  await applied(pipeline, file);
  const after = of(await exported(pipeline));
  const production = before.find(({ name }) => name === 'production') as unknown as Record<string, object[]>;
  const { agents, campaigns, webhooks, ...others } = production;
  expect(after.find(({ name }) => name === 'production')).toMatchObject(others);
  expect(after).toContainEqual(
    expect.objectContaining({
      name: 'production',
      agents: expect.arrayContaining(agents ?? []),
      campaigns: expect.arrayContaining(campaigns ?? []),
      webhooks: expect.arrayContaining(webhooks ?? []),
    }),
  );
  expect(await applied(pipeline, file)).toMatch(NOTHING);
});

test('the command sends nothing about keys, calls, contacts and numbers, and deletes nothing', async () => {
  const pipeline = await aPipeline(berth);
  const { account, productionId, secret, number } = pipeline;
  const request = inEnvironment(account, productionId);
  const keys = () => call('listApiKeys', request);
  const before = done(await keys());
  const line = cutAfter(Infinity);
  await run(berth, 'apply berth.yaml', { secret, file: changedFile(number), fetch: line.fetch });
  expect(line.sent.length).toBeGreaterThan(12);
  expect(line.sent.filter((one) => /^DELETE|api-keys|calls|contacts|numbers/.test(one))).toEqual([]);
  expect(done(await keys()).items.map(({ id }) => id)).toEqual(before.items.map(({ id }) => id));
  const { items } = done(await call('listEnvironmentCampaigns', request));
  expect(items.find(({ name }) => name === 'Spring offer')).toMatchObject({ contactCount: 1 });
});

describe('a run that is interrupted and repeated has the same result', () => {
  /** Of changedFile: twelve steps, two of them of two requests. */
  const WRITES = 14;
  let undisturbed = '';
  const stateOf = async (pipeline: Pipeline) =>
    (await exported(pipeline)).replaceAll(pipeline.number, 'NUMBER');

  const whole = cutAfter(Infinity);
  beforeAll(async () => {
    const pipeline = await aPipeline(berth);
    const file = changedFile(pipeline.number);
    await run(berth, 'apply berth.yaml', { ...pipeline, file, fetch: whole.fetch });
    undisturbed = await stateOf(pipeline);
  });

  test('as an undisturbed run, which makes fourteen changes', () => {
    expect(whole.sent).toHaveLength(WRITES);
  });

  test.each([
    ...Array.from({ length: WRITES }, (_, writes) => ({ writes, isAnswerLost: false })),
    // What Berth then holds is what it holds when the next request does not reach it, so two are enough.
    ...[0, WRITES - 1].map((writes) => ({ writes, isAnswerLost: true })),
  ])('after $writes changes, the answer to another lost: $isAnswerLost', async ({ writes, ...how }) => {
    const pipeline = await aPipeline(berth);
    const file = changedFile(pipeline.number);
    const line = cutAfter(writes, how);
    const { code, errors } = await run(berth, 'apply berth.yaml', { ...pipeline, file, fetch: line.fetch });
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining('Apply the file again') });
    await applied(pipeline, file);
    expect(await stateOf(pipeline)).toBe(undisturbed);
    expect(await applied(pipeline, file)).toMatch(NOTHING);
  });
});

test('what one environment gives up another can get, whatever their order in the file', async () => {
  const pipeline = await aPipeline(berth);
  const limits = (production: number, byDefault: number, fresh: number) => `environments:
  - { name: fresh, maxConcurrentCalls: ${fresh} }
  - { name: production, maxConcurrentCalls: ${production} }
  - { name: default, maxConcurrentCalls: ${byDefault} }`;
  expect(await applied(pipeline, limits(35, 4, 1))).toContain(
    'in one step: fresh 0 → 1, production 20 → 35, default 20 → 4',
  );
  await applied(pipeline, limits(3, 36, 1));
  const before = await exported(pipeline);
  const over = await run(berth, 'apply berth.yaml', { ...pipeline, file: limits(3, 36, 2) });
  expect(over.code).toBe(1);
  expect(over.errors).toContain('the plan has 40 concurrent calls; all environments together would have 41');
  expect(await exported(pipeline)).toBe(before);
});

test('the only visible environment can be hidden in the step that shows another', async () => {
  const pipeline = await aPipeline(berth);
  const shows = (visible: string, hidden: string) =>
    `environments: [{ name: ${hidden}, hidden: true }, { name: ${visible}, hidden: false }]`;
  await applied(pipeline, shows('default', 'production'));
  await applied(pipeline, shows('production', 'default'));
  expect(JSON.parse(await exported(pipeline))).toMatchObject({
    environments: [
      { name: 'default', hidden: true },
      { name: 'production', hidden: false },
    ],
  });
});

test('a Member can see the plan of changes, and is refused at the first change', async () => {
  const pipeline = await aPipeline(berth);
  const { secret } = await aServiceAccount(berth, pipeline.account, { role: 'member' });
  const file = changedFile(pipeline.number);
  const before = await exported(pipeline);
  expect((await run(berth, 'export --json', { secret })).output).toBe(before);
  expect(await run(berth, 'apply --dry-run -', { secret, file })).toMatchObject({ code: 0 });
  const { code, errors } = await run(berth, 'apply -', { secret, file });
  expect(code).toBe(1);
  expect(errors).toMatch(/^Stopped at: create {2}environment staging.*\n {2}.*admin_required/);
  expect(await exported(pipeline)).toBe(before);
});

test('an error that only Berth can find is shown in its words, with the step that was refused', async () => {
  const pipeline = await aPipeline(berth);
  const file = 'environments: [{ name: default, agents: [{ name: Fine }, { name: p\u0430ypal }] }]';
  const { code, errors } = await run(berth, 'apply -', { ...pipeline, file });
  expect([code, errors.split('\n')]).toEqual([
    1,
    [
      'Stopped at: create  agent “p\u0430ypal” in default',
      expect.stringContaining('BerthProblem: invalid_input'),
      '  name must not mix alphabets within a word',
      'Done before it: 1 change. Apply the file again to do the rest.',
      '',
    ],
  ]);
});
