import { aBerth, asAdmin, done } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';
import { expectCountsToHold, people } from './people.ts';

const berth = await aBerth();
const { call } = berth;
const { join, user, invite, accept } = people(berth);

test('the users of an account are listed with name, email and role, also for a Member', async () => {
  const account = await berth.anAccount();
  const member = await join(account, 'member', await berth.aPerson({ email: 'max.member@example.com' }));
  const params = { accountId: account.accountId };
  const { items } = done(await call('listUsers', { as: member.token, params }));
  expect(items).toHaveLength(2);
  expect(items).toContainEqual({
    userId: member.userId,
    name: 'Max Member',
    email: 'max.member@example.com',
    role: 'member',
    joinedAt: expect.any(String),
  });
  const one = await call('getUser', user(member, account, account.admin));
  expect(one).toAnswer(200, { userId: account.admin.userId, role: 'admin' });
  expect(done(await call('getAccount', { as: member.token, params })).userCount).toBe(2);
});

test('users come in pages, and a removed user is on none of them', async () => {
  const account = await berth.anAccount();
  const [one, two] = [await join(account), await join(account)];
  done(await call('removeUser', user(account.admin, account, one)));
  const users = await everyItem(1, async (query) =>
    done(await call('listUsers', { ...asAdmin(account), query })),
  );
  expect(users.map(({ userId }) => userId as string).toSorted()).toEqual(
    [account.admin.userId, two.userId].toSorted(),
  );
  expect(await call('getUser', user(account.admin, account, one))).toMatchObject({ status: 404 });
});

test('the membership of a user who comes back is no longer erased', async () => {
  const account = await berth.anAccount();
  const person = await join(account);
  const former = async () =>
    (await berth.items()).filter(
      ({ pk, sk, userId }) =>
        userId === person.userId && /^(FORMER_MEMBERS|DUE)#/.test(`${String(pk)} ${String(sk)}`),
    );
  done(await call('removeUser', user(account.admin, account, person)));
  expect(await former()).toHaveLength(2);
  await join(account, 'member', await berth.aPerson({ email: person.email }));
  expect(await former()).toEqual([]);
});

test('a new role takes effect on the next request of the same token, in both directions', async () => {
  const account = await berth.anAccount();
  const person = await join(account);
  const rename = () =>
    call('renameAccount', {
      as: person.token,
      params: { accountId: account.accountId },
      body: { name: 'Renamed' },
    });
  expect(await rename()).toBeRefused(403, 'admin_required');
  const promoted = await call('changeRole', {
    ...user(account.admin, account, person),
    body: { role: 'admin' },
  });
  expect(promoted).toAnswer(200, { userId: person.userId, role: 'admin' });
  expect(await rename()).toMatchObject({ status: 200 });
  done(await call('changeRole', { ...user(account.admin, account, person), body: { role: 'member' } }));
  expect(await rename()).toBeRefused(403, 'admin_required');
  await expectCountsToHold(berth, account);
});

test('a role is changed only in the version that If-Match names, and a change to the same role is no change', async () => {
  const account = await berth.anAccount();
  const person = await join(account);
  const request = user(account.admin, account, person);
  const etag = (await call('getUser', request)).headers.get('etag') ?? '';
  const events = async () =>
    done(await call('listAuditEvents', { ...asAdmin(account), query: { targetId: person.userId } })).items;
  const change = (role: 'admin' | 'member') =>
    call('changeRole', { ...request, body: { role }, headers: { 'if-match': etag } });
  expect(await change('member')).toMatchObject({ status: 200 });
  expect(await events()).toEqual([]);
  expect(await change('admin')).toMatchObject({ status: 200 });
  expect(await change('member')).toBeRefused(412, 'stale_version');
  expect(await events()).toHaveLength(1);
});

test('the last Admin can be neither demoted nor removed, and cannot leave', async () => {
  const account = await berth.anAccount();
  const { admin } = account;
  await join(account);
  const before = await berth.items();
  expect(await call('changeRole', { ...user(admin, account, admin), body: { role: 'member' } })).toBeRefused(
    409,
    'last_admin',
  );
  expect(await call('removeUser', user(admin, account, admin))).toBeRefused(409, 'last_admin');
  expect(await berth.items()).toEqual(before);
  const other = await join(account, 'admin');
  expect(await call('removeUser', user(admin, account, admin))).toMatchObject({ status: 204 });
  expect(await call('removeUser', user(other, account, other))).toBeRefused(409, 'last_admin');
  await expectCountsToHold(berth, account);
});

test('a Member may leave, but remove nobody else', async () => {
  const account = await berth.anAccount();
  const [member, other] = [await join(account), await join(account)];
  for (const target of [other, account.admin]) {
    const refused = await call('removeUser', user(member, account, target));
    expect(refused).toBeRefused(403, 'admin_required');
  }
  const nobody = { ...member, userId: '00000000-0000-4000-8000-000000000000' };
  expect(await call('removeUser', user(member, account, nobody))).toMatchObject({ status: 403 });
  expect(await call('removeUser', user(account.admin, account, nobody))).toMatchObject({ status: 404 });
  expect(await call('removeUser', user(member, account, member))).toMatchObject({ status: 204 });
  expect(await call('listUsers', user(member, account, member))).toMatchObject({ status: 404 });
  await expectCountsToHold(berth, account);
});

test('after a removal the next request of the same token is answered like a stranger’s', async () => {
  const account = await berth.anAccount();
  const person = await join(account, 'admin');
  const stranger = await berth.aPerson();
  const params = { accountId: account.accountId };
  done(await call('removeUser', user(account.admin, account, person)));
  for (const id of ['getAccount', 'listUsers', 'listInvitations', 'listEnvironments'] as const) {
    const [removed, strange] = await Promise.all([
      call(id, { as: person.token, params }),
      call(id, { as: stranger.token, params }),
    ]);
    expect(removed.status).toBe(404);
    expect({ ...removed.body, requestId: '' }).toEqual({ ...strange.body, requestId: '' });
  }
  expect(done(await call('getMe', { as: person.token })).memberships).toEqual([]);
  expect(await call('removeUser', user(account.admin, account, person))).toMatchObject({ status: 404 });
});

test('a user who is removed, invited again and signs in again has access, and their earlier sessions have none', async () => {
  const account = await berth.anAccount();
  const { email } = await berth.aPerson();
  const old = await join(account, 'admin', await berth.aPerson({ email }));
  const params = { accountId: account.accountId };
  const get = (token: string) => call('getAccount', { as: token, params });
  done(await call('removeUser', user(account.admin, account, old)));
  const fresh = await berth.aPerson({ email });
  const { token } = await invite(account, email);
  expect(await accept(old, token)).toBeRefused(401, 'unauthenticated');
  expect(await accept(fresh, token)).toMatchObject({ status: 200 });
  expect(await get(fresh.token)).toMatchObject({ status: 200 });
  expect(await get(old.token)).toMatchObject({ status: 404 });
  expect(done(await call('getMe', { as: old.token })).memberships).toEqual([]);
  expect(await get((await berth.aPerson({ email })).token)).toMatchObject({ status: 200 });
  await expectCountsToHold(berth, account);
});

test('a sign-in in the very second of a removal stays invalid, because it may have come before the removal', async () => {
  const account = await berth.anAccount();
  const { email } = await berth.aPerson();
  const person = await join(account, 'member', await berth.aPerson({ email }));
  done(await call('removeUser', user(account.admin, account, person)));
  const row = (await berth.items()).find(({ sk }) => sk === `FORMER_MEMBER#${person.userId}`);
  const authTime = Math.floor(Date.parse(String(row?.['removedAt'])) / 1000);
  const undecided = await berth.aPerson({ email, authTime });
  const later = await berth.aPerson({ email, authTime: authTime + 1 });
  const { token } = await invite(account, email);
  expect(await accept(undecided, token)).toMatchObject({ status: 401 });
  expect(await accept(later, token)).toMatchObject({ status: 200 });
  const params = { accountId: account.accountId };
  expect(await call('getAccount', { as: later.token, params })).toMatchObject({ status: 200 });
  expect(await call('getAccount', { as: undecided.token, params })).toMatchObject({ status: 404 });
});

test('a removal is acknowledged only after its second is over, so a later sign-in is valid', async () => {
  const account = await berth.anAccount();
  const person = await join(account);
  done(await call('removeUser', user(account.admin, account, person)));
  const answeredAt = berth.context.clock.now();
  const row = (await berth.items()).find(({ sk }) => sk === `FORMER_MEMBER#${person.userId}`);
  expect(Math.floor(answeredAt / 1000)).toBeGreaterThanOrEqual(Number(row?.['sessionsValidFrom']));
});

test('a person has a separate role in each account', async () => {
  const [one, two] = [await berth.anAccount({ name: 'One' }), await berth.anAccount({ name: 'Two' })];
  const person = await join(one, 'admin');
  await join(two, 'member', person);
  const rename = ({ accountId }: { accountId: string }) =>
    call('renameAccount', { as: person.token, params: { accountId }, body: { name: 'Mine' } });
  expect(await rename(one)).toMatchObject({ status: 200 });
  expect(await rename(two)).toBeRefused(403, 'admin_required');
  expect(done(await call('getMe', { as: person.token })).memberships).toEqual([
    { accountId: one.accountId, accountName: 'Mine', role: 'admin' },
    { accountId: two.accountId, accountName: 'Two', role: 'member' },
  ]);
  done(await call('removeUser', user(two.admin, two, person)));
  expect(await rename(one)).toMatchObject({ status: 200 });
  expect(await rename(two)).toMatchObject({ status: 404 });
  // An Admin of one account has no access to the other.
  expect(await call('getUser', user(one.admin, two, two.admin))).toMatchObject({ status: 404 });
});
