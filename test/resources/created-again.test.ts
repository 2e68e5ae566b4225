import { aBerth, done, inEnvironment } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

type Made = Parameters<typeof call>[0];

const account = await berth.anAccount();
const of = inEnvironment(account, account.defaultId);

/** For each kind of thing: how one is created, how it is deleted, and the parameter that names it. */
const kinds: readonly [string, Made, Made, string, object][] = [
  ['agent', 'createEnvironmentAgent', 'deleteEnvironmentAgent', 'agentId', { name: 'Front desk' }],
  ['number', 'createEnvironmentNumber', 'deleteEnvironmentNumber', 'numberId', { e164: '+493023125001' }],
  [
    'webhook',
    'createWebhook',
    'deleteWebhook',
    'webhookId',
    { url: 'https://example.com/', events: ['call.started'] },
  ],
  [
    'service account',
    'createServiceAccount',
    'deleteServiceAccount',
    'serviceAccountId',
    { name: 'Pipeline', role: 'member' },
  ],
  [
    'environment',
    'createEnvironment',
    'deleteEnvironment',
    'environmentId',
    { name: 'staging', maxConcurrentCalls: 1 },
  ],
];

test.each(kinds)(
  'when the last %s is deleted, another can be created',
  async (_, create, remove, parameter, body) => {
    for (const round of [1, 2, 3]) {
      const made = done(await call(create, { ...of, body } as never)) as {
        id?: string;
        environment?: { id: string };
      };
      const id = made.id ?? made.environment?.id;
      const gone = await call(remove, { ...of, params: { ...of.params, [parameter]: id } } as never);
      expect([round, gone]).toMatchObject([round, { status: 204 }]);
    }
  },
);
