import { newMembership } from '../../lib/members/new-membership.ts';
import { transact } from '../../lib/table/transact.ts';
import { aBerth, asAdmin, done } from '../setup/berth.ts';

const berth = await aBerth();
const aBerthWithPlanOf1 = await aBerth({
  settings: { defaultPlan: { name: 'Tiny', maxConcurrentCalls: 1 } },
});
const { call } = berth;

test('a new account is on the default plan, its creator is its Admin, and `default` holds half of the plan', async () => {
  const { token, userId } = await berth.aPerson({ email: 'ada@example.com' });
  const created = await call('createAccount', { as: token, body: { name: '  Smith & Sons, Inc. ' } });
  expect(created).toAnswer(201, {
    name: 'Smith & Sons, Inc.',
    plan: { name: 'Standard', maxConcurrentCalls: 40 },
    allocatedConcurrentCalls: 20,
    unallocatedConcurrentCalls: 20,
    environmentCount: 1,
    userCount: 1,
  });
  const params = { accountId: created.body.id };
  const { environment: _, apiKey: __, ...account } = created.body;
  expect((await call('getAccount', { as: token, params })).body).toEqual(account);
  expect((await call('getMe', { as: token })).body).toEqual({
    userId,
    email: 'ada@example.com',
    name: 'Ada',
    memberships: [{ accountId: created.body.id, accountName: 'Smith & Sons, Inc.', role: 'admin' }],
  });
  const { items } = done(await call('listEnvironments', { as: token, params }));
  expect(items).toMatchObject([{ name: 'default', maxConcurrentCalls: 20, hidden: false, status: 'active' }]);
});

test('an Admin can rename an account; a stale version is refused, and the same name is no change', async () => {
  const account = await berth.anAccount({ name: 'Before' });
  const request = asAdmin(account);
  const version = (await call('getAccount', request)).headers.get('etag') ?? '';
  const rename = (name: string, ifMatch: string) =>
    call('renameAccount', { ...request, body: { name }, headers: { 'if-match': ifMatch } });
  const renamed = await rename('After', version);
  expect(renamed).toAnswer(200, { name: 'After' });
  expect(await rename('Too late', version)).toBeRefused(412, 'stale_version');

  const before = await berth.items();
  const current = renamed.headers.get('etag') ?? '';
  expect(await rename('After', current)).toAnswer(200, renamed.body);
  expect(await berth.items()).toEqual(before);
  expect(done(await call('getMe', { as: request.as })).memberships).toMatchObject([{ accountName: 'After' }]);
});

test('only operators can set a plan, also for accounts of which they are not users', async () => {
  const account = await berth.anAccount();
  const request = { ...asAdmin(account), body: { name: 'Growth', maxConcurrentCalls: 100 } };
  expect(await call('setPlan', request)).toBeRefused(403, 'operator_required');
  const operator = await berth.aPerson({ groups: ['operators'] });
  expect(await call('setPlan', { ...request, as: operator.token })).toAnswer(200, {
    plan: request.body,
    allocatedConcurrentCalls: 20,
    unallocatedConcurrentCalls: 80,
  });
  expect(await call('getAccount', { ...asAdmin(account), as: operator.token })).toMatchObject({
    status: 404,
  });
  const unknown = { ...request, params: { accountId: 'acc_01JD3Z0M5V7Q8C2N4B6X9Y1T3R' } };
  expect(await call('setPlan', { ...unknown, as: operator.token })).toMatchObject({ status: 404 });
  const { items } = done(await call('listAuditEvents', asAdmin(account)));
  expect(items).toMatchObject([
    {
      action: 'plan.changed',
      actor: { type: 'operator', id: operator.userId },
      before: { name: 'Standard', maxConcurrentCalls: 40 },
      after: request.body,
    },
    { action: 'account.created' },
  ]);
});

test('a person sees the accounts that they are a user of, each with their role in it', async () => {
  const mine = await berth.anAccount({ name: 'Mine' });
  const other = await berth.anAccount({ name: 'Other' });
  const { token } = await berth.aMember(other);
  expect(done(await call('getMe', { as: mine.admin.token })).memberships).toEqual([
    { accountId: mine.accountId, accountName: 'Mine', role: 'admin' },
  ]);
  expect(done(await call('getMe', { as: token })).memberships).toEqual([
    { accountId: other.accountId, accountName: 'Other', role: 'member' },
  ]);
});

test('on a plan of 1, `default` still has one call', async () => {
  const small = await aBerthWithPlanOf1.call('createAccount', {
    as: (await aBerthWithPlanOf1.aPerson()).token,
    body: { name: 'Small' },
  });
  expect(small.body).toMatchObject({ allocatedConcurrentCalls: 1, unallocatedConcurrentCalls: 0 });
});

test('each page of memberships costs one Query and the items that it shows', async () => {
  const { token } = await berth.aPerson();
  const person = await berth.context.people.identify(token);
  const accounts = await Promise.all(Array.from({ length: 4 }, () => berth.anAccount()));
  for (const { accountId } of accounts) {
    await transact(berth.context.table, newMembership(accountId, person, 'member', berth.context.clock));
  }
  const list = async (query: { limit: number; cursor?: string }, as = token) =>
    call('listMemberships', { as, query });
  const first = done(await list({ limit: 3 }));
  expect(await berth.requestsOf(() => list({ limit: 3 }))).toEqual(['Query', 'BatchGetItem']);
  const cursor = first.nextCursor ?? '';
  const last = done(await list({ limit: 3, cursor }));
  expect(last.nextCursor).toBeNull();
  const listed = [...first.items, ...last.items];
  expect(listed.map(({ accountId }) => accountId).toSorted()).toEqual(
    accounts.map(({ accountId }) => accountId).toSorted(),
  );
  expect(done(await call('getMe', { as: token })).memberships).toEqual(listed);
  expect(await berth.requestsOf(() => call('getMe', { as: token }))).toEqual(['Query', 'BatchGetItem']);
  const other = await berth.aPerson();
  expect(await list({ limit: 3, cursor }, other.token)).toBeRefused(400, 'invalid_cursor');
});
