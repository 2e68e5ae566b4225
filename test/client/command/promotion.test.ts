import { aBerth, asAdmin, done } from '../../setup/berth.ts';
import { aPipeline, run } from './a-command.ts';

const berth = await aBerth();
const { call } = berth;

async function aStaging() {
  const pipeline = await aPipeline(berth);
  const { account, secret, number } = pipeline;
  // Production has 20 calls, “Front desk” and “Spare”, a campaign and a webhook. Staging has what is being tried out.
  const file = `environments:
  - name: production
    maxConcurrentCalls: 19
  - name: staging
    maxConcurrentCalls: 1
    settings: { timezone: Asia/Tokyo }
    agents:
      - { name: front desk, greeting: Hello! }
      - { name: Night shift, prompt: Whisper. }
    webhooks: [{ url: 'https://staging.example.com/', events: [call.ended] }]`;
  expect(await run(berth, 'apply -', { secret, file })).toMatchObject({ code: 0 });
  const staging = (await run(berth, 'export --environment Staging', { secret })).output;
  const production = async () => {
    const { output } = await run(berth, 'export --environment production --json', { secret });
    return (JSON.parse(output) as { environments: Record<string, unknown>[] }).environments[0] ?? {};
  };
  return { account, secret, number, staging, production };
}

test('the file of staging takes its agents to production, and nothing else', async () => {
  const { secret, staging, production } = await aStaging();
  const before = await production();
  const promote = () => run(berth, 'apply --environment production staging.yaml', { secret, file: staging });
  expect(await promote()).toEqual({
    code: 0,
    errors: '',
    output: `create  agent “Night shift” in production
change  agent “Front desk” in production: name “Front desk” → “front desk”, greeting “” → “Hello!”, prompt (24 → 0 characters)

Left alone:
  of the file of staging: environment, settings, webhooks
  environments: default, staging
  agents of production: Spare
  campaigns of production: Spring offer
  webhooks of production: https://example.com/berth
Done: 2 changes.
`,
  });
  const { agents, settings, campaigns, ...rest } = await production();
  expect({ ...rest, agents: before['agents'], settings: before['settings'], campaigns }).toEqual({
    ...before,
    // The agent of the campaign and of the settings is the same one, under another name.
    campaigns: [expect.objectContaining({ agent: 'front desk' })],
  });
  expect(settings).toEqual({ ...(before['settings'] as object), defaultAgent: 'front desk' });
  expect(agents).toMatchObject([
    { name: 'Night shift', prompt: 'Whisper.' },
    { name: 'Spare' },
    { name: 'front desk', greeting: 'Hello!' },
  ]);
  expect((await promote()).output).toMatch(/^Nothing differs/);
});

test('--only says what else is taken over, and which part of its own file an environment takes', async () => {
  const { secret, staging, production } = await aStaging();
  const take = (words: string) => run(berth, `apply ${words} -`, { secret, file: staging });
  const before = await production();
  expect((await take('--only settings --environment production')).output).toMatch(
    /^change {2}settings of production: timezone “UTC” → “Asia\/Tokyo”, defaultAgent “Front desk” → none\n\n/,
  );
  expect(await production()).toEqual({
    ...before,
    settings: expect.objectContaining({ timezone: 'Asia/Tokyo', defaultAgent: null }),
  });
  expect((await take('--only agents,webhooks')).output).toMatch(
    /^Nothing differs.\n\nLeft alone:\n {2}of the file: environment, settings\n/,
  );
  const { output } = await run(berth, 'export --only agents --environment staging', { secret });
  expect(output).not.toMatch(/maxConcurrentCalls|settings|webhooks/);
});

test('a file of several environments is applied to the one that is named', async () => {
  const { secret } = await aStaging();
  const file = `environments:
  - { name: default, agents: [{ name: Somebody }] }
  - { name: staging, agents: [{ name: Somebody }] }`;
  const apply = (name: string) => run(berth, `apply --environment ${name} -`, { secret, file });
  expect((await apply('STAGING')).output).toMatch(/^create {2}agent “Somebody” in staging\n\n/);
  expect(await apply('production')).toMatchObject({
    code: 1,
    errors: 'No environment is named production. There are: default, staging.\n',
  });
});

test('promotion creates no environment when its name was mistyped', async () => {
  const { account, secret, staging } = await aStaging();
  const said = await run(berth, 'apply --environment prodction -', { secret, file: staging });
  expect(said).toMatchObject({ code: 1, output: '' });
  expect(said.errors).toContain('line 2: environments[0]: there is no environment prodction');
  const { items } = done(await call('listEnvironments', asAdmin(account)));
  expect(items).toHaveLength(3);
});
