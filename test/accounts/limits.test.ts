import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { checkTable } from '../reliability/checker/check-table.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { aPlace, type Place } from '../resources/ways.ts';

const berth = await aBerth();
const { call, context } = berth;

test('when one person creates twelve accounts at once, ten are created and the others are refused with the limit', async () => {
  const { token, userId } = await berth.aPerson();
  const create = (name: string) => call('createAccount', { as: token, body: { name } });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => create(`Account ${n}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(done(await call('getMe', { as: token })).memberships).toHaveLength(10);

  const before = await berth.items();
  expect(await create('One more')).toBeRefused(409, 'limit_reached', { limitOf: 'accounts', limit: 10 });
  expect(await berth.items()).toEqual(before);
  expect(JSON.stringify(before)).toContain(userId);
  expect(checkTable(before, context.clock.now())).toEqual([]);
  // The accounts of somebody else do not count.
  const other = await berth.aPerson();
  expect(await call('createAccount', { as: other.token, body: { name: 'Another' } })).toMatchObject({
    status: 201,
  });
});

test('a person without a verified email address cannot create an account', async () => {
  const { token } = await berth.aPerson({ verified: false });
  const before = await berth.items();
  expect(await call('createAccount', { as: token, body: { name: 'Acme' } })).toBeRefused(
    403,
    'email_not_verified',
  );
  expect(await berth.items()).toEqual(before);
});

test('a new account comes with an environment and a working API key, which is shown only this once', async () => {
  const { token, userId } = await berth.aPerson();
  const headers = { 'idempotency-key': 'once' };
  const create = () => call('createAccount', { as: token, body: { name: 'Acme' }, headers });
  const { body } = await create();
  const { id, environment, apiKey } = body;
  expect(environment).toMatchObject({ name: 'default', maxConcurrentCalls: 20, apiKey: { id: apiKey.id } });
  expect(apiKey).toMatchObject({ secretAvailable: true, secret: expect.stringMatching(/^brt_/) });
  expect(await call('getOwnEnvironment', { as: apiKey.secret ?? '' })).toAnswer(200, { id: environment.id });
  expect(await create()).toAnswer(201, {
    id,
    apiKey: { id: apiKey.id, secret: null, secretAvailable: false },
  });
  const { items } = done(
    await call('listApiKeys', { as: token, params: { accountId: id, environmentId: environment.id } }),
  );
  expect(items).toMatchObject([{ id: apiKey.id, createdBy: userId }]);
});

/** Pretends that this many of a kind exist. */
async function pretend({ environment }: Place, kind: string, count: number) {
  await context.table.documents.send(
    new UpdateCommand({
      TableName: context.table.name,
      Key: { pk: `ENVIRONMENT#${environment.id}`, sk: 'RESOURCE_COUNTS' },
      UpdateExpression: 'SET #kind = :count',
      ExpressionAttributeNames: { '#kind': kind },
      ExpressionAttributeValues: { ':count': count },
    }),
  );
}

const kinds = {
  agents: async ({ byKey }: Place) => {
    const { status, body } = await byKey('createAgent', { body: { name: `Agent ${Math.random()}` } });
    return { status, body, remove: () => byKey('deleteAgent', { params: { agentId: body.id } }) };
  },
  numbers: async ({ byKey }: Place) => {
    const { status, body } = await byKey('createNumber', { body: { e164: aTelephoneNumber() } });
    return { status, body, remove: () => byKey('deleteNumber', { params: { numberId: body.id } }) };
  },
  campaigns: async ({ byKey }: Place, leads: object) => {
    const { status, body } = await byKey('createCampaign', { body: { name: 'Calls', ...leads } as never });
    return { status, body, remove: () => byKey('deleteCampaign', { params: { campaignId: body.id } }) };
  },
};

test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
  'when five %s are created at once where there is room for one, one is created, and a deletion makes room again',
  async (kind) => {
    const place = await aPlace(berth);
    const agentId = done(await place.byKey('createAgent', { body: { name: 'Desk' } })).id;
    const numberId = done(await place.byKey('createNumber', { body: { e164: aTelephoneNumber() } })).id;
    const create = () => kinds[kind](place, { agentId, numberId });
    await pretend(place, kind, 999);

    const answers = await Promise.all(Array.from({ length: 5 }, create));
    const created = answers.filter(({ status }) => status === 201);
    expect(created).toHaveLength(1);
    const before = await berth.items();
    expect(await create()).toBeRefused(409, 'limit_reached', { limitOf: kind, limit: 1000 });
    expect(await berth.items()).toEqual(before);

    expect(await created[0]?.remove()).toMatchObject({ status: 204 });
    expect((await create()).status).toBe(201);
    expect((await create()).status).toBe(409);
  },
);
