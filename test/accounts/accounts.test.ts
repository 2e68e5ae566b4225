import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

test('a new account is on the default plan, its creator is its Admin, and `default` holds half of the plan', async () => {
  const { token, userId } = await berth.aPerson({ email: 'ada@example.com' });
  const created = await call('createAccount', { as: token, body: { name: '  Smith & Sons, Inc. ' } });
  expect(created).toMatchObject({
    status: 201,
    body: {
      name: 'Smith & Sons, Inc.',
      plan: { name: 'Standard', maxConcurrentCalls: 40 },
      allocatedConcurrentCalls: 20,
      unallocatedConcurrentCalls: 20,
      environmentCount: 1,
      userCount: 1,
    },
  });
  const params = { accountId: created.body.id };
  expect(await call('getAccount', { as: token, params })).toMatchObject({ status: 200, body: created.body });
  expect((await call('getMe', { as: token })).body).toEqual({
    userId,
    email: 'ada@example.com',
    name: 'Ada',
    memberships: [{ accountId: created.body.id, accountName: 'Smith & Sons, Inc.', role: 'admin' }],
  });
  const { items } = done(await call('listEnvironments', { as: token, params }));
  expect(items).toMatchObject([{ name: 'default', maxConcurrentCalls: 20, hidden: false, status: 'active' }]);
});
