import { personIn } from '../../lib/auth/claims.ts';
import type { Person as Signed } from '../../lib/auth/caller.ts';
import { routes } from '../../lib/api/index.ts';
import { aBerth, asAdmin, done, type Person, type TestAccount } from '../setup/berth.ts';
import { requestsIn, aScene, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';
import { aFront } from './front.ts';
import { expectCountsToHold, people } from './people.ts';

const berth = await aBerth();
const { call } = berth;
const { join, user } = people(berth);

/** What the user pool now says about people, by their earlier address. */
const changed = new Map<string, Partial<Signed>>();
const front = await aFront(berth, {
  people: {
    async identify(token) {
      const person = await berth.context.people.identify(token);
      return { ...person, ...changed.get(person.email) };
    },
  },
});

const issued = async ({ token }: Person) => (await berth.context.people.identify(token)).issuedAt;

/** From now on the person's tokens say something else. */
async function move(person: Person, to: Partial<Signed>, later = 1): Promise<void> {
  changed.set(person.email, { issuedAt: (await issued(person)) + later, ...to });
}

const shown = async (account: TestAccount, { userId }: Person) =>
  done(await call('getUser', asAdmin(account, { userId })));
const request = (account: TestAccount, email: string) =>
  call('createInvitation', { ...asAdmin(account), body: { email, role: 'member' } });
const events = async () => (await berth.items()).filter(({ pk }) => String(pk).startsWith('AUDIT#'));

test('a changed name and address show after the next request, in every account, and are recorded once', async () => {
  const [one, two] = [await berth.anAccount(), await berth.anAccount()];
  const ada = await join(one);
  await join(two, 'member', ada);
  await move(ada, { email: 'ada@new.example', name: 'Ada King' });
  const before = await events();
  done(await front.call('getMe', { as: ada.token }));
  for (const account of [one, two]) {
    expect(await shown(account, ada)).toMatchObject({ email: 'ada@new.example', name: 'Ada King' });
  }
  const told = (await events()).filter(({ id }) => !before.some((event) => event['id'] === id));
  expect(told).toHaveLength(2);
  expect(told).toContainEqual(
    expect.objectContaining({
      actor: { type: 'system', id: 'user-pool' },
      action: 'user.updated',
      target: { type: 'user', id: ada.userId, name: 'Ada King' },
      before: { name: expect.any(String), email: ada.email },
      after: { name: 'Ada King', email: 'ada@new.example' },
    }),
  );
  // From now on there is nothing to update.
  const requests = await berth.requestsOf(async () => {
    done(await front.call('getMe', { as: ada.token }));
    done(await front.call('getAccount', { as: ada.token, params: { accountId: one.accountId } }));
  });
  expect(requests.filter((name) => /Write|Update|Put/.test(name))).toEqual([]);
  expect(await events()).toHaveLength(before.length + 2);
  await expectCountsToHold(berth, one);
});

test('the new address counts as a user’s, and the old one can be invited', async () => {
  const account = await berth.anAccount();
  const bea = await join(account);
  await move(bea, { email: 'bea@new.example' });
  const params = { accountId: account.accountId };
  done(await front.call('getAccount', { as: bea.token, params }));
  expect(await request(account, 'BEA@new.example')).toBeRefused(409, 'already_member');
  expect(await request(account, bea.email)).toMatchObject({ status: 201 });
});

test('an address that is not verified is not shown, and an older token changes nothing back', async () => {
  const account = await berth.anAccount();
  const cyd = await join(account);
  const params = { accountId: account.accountId };
  const get = () => front.call('getAccount', { as: cyd.token, params });
  await move(cyd, { email: 'cyd@new.example', emailVerified: false, name: 'Cyd' });
  done(await get());
  expect(await shown(account, cyd)).toMatchObject({ email: cyd.email, name: 'Cyd' });
  await move(cyd, { email: 'cyd@new.example', name: 'Cyd' }, 2);
  done(await get());
  expect(await shown(account, cyd)).toMatchObject({ email: 'cyd@new.example' });
  changed.delete(cyd.email);
  const before = await berth.items();
  done(await get());
  expect(await berth.items()).toEqual(before);
});

test('a removed user gets no more updates', async () => {
  const account = await berth.anAccount();
  const dan = await join(account);
  done(await call('removeUser', user(account.admin, account, dan)));
  await move(dan, { name: 'Dan' });
  const before = await berth.items();
  done(await front.call('getMe', { as: dan.token }));
  expect(
    await front.call('getAccount', { as: dan.token, params: { accountId: account.accountId } }),
  ).toMatchObject({ status: 404 });
  expect(await berth.items()).toEqual(before);
});

test('a function that may not write leaves the update to the next request', async () => {
  const scene = await aScene(berth);
  const reading = ['audit', 'reports'];
  const sendFront = senderTo(front.origin);
  await move(scene.member, { name: 'Max' });
  const before = await berth.items();
  for (const { id } of routes.filter(
    ({ group, caller }) => reading.includes(group) && caller !== 'machine',
  )) {
    const { status } = await sendFront(sentAs(id, scene.member.token, requestsIn(scene)[id]));
    expect({ id, status }).toEqual({ id, status: 200 });
  }
  expect(await berth.items()).toEqual(before);
});

test.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['  Zoë ', 'Zoë'],
  ['', 'eve'],
  ['\u202eecalevoL', 'eve'],
  ['A\u200bda', 'eve'],
  ['Ada\nBcc: all@example.com', 'eve'],
  ['x'.repeat(65), 'eve'],
  ['x\u0301\u0301\u0301'.repeat(700), 'eve'],
  ['аdmin', 'eve'],
  ['Support: https://evil.example/login', 'eve'],
  ['see evil.example/login', 'eve'],
  ['www.evil.example', 'eve'],
])('a person with the name %j is shown as %s', async (name, as) => {
  await berth.identity.upsertPerson({ email: 'eve@example.com', name });
  const { token } = await berth.aPerson({ email: 'eve@example.com' });
  expect(done(await call('getMe', { as: token })).name).toBe(as);
});

test('a person without a usable name or address still has a name', async () => {
  const email = 'www.evil.example@example.com';
  await berth.identity.upsertPerson({ email, name: '\u0000' });
  const { token } = await berth.aPerson({ email });
  expect(done(await call('getMe', { as: token }))).toMatchObject({ email, name: 'User' });
});

test.each([
  ['no expiry', { exp: undefined }],
  ['an invalid expiry', { exp: 'never' }],
  ['a sign-in that is text', { auth_time: '0' }],
  ['groups that are text', { 'cognito:groups': 'operators' }],
  ['no groups', { 'cognito:groups': null }],
  ['an invalid subject', { sub: 'ada' }],
])('a token with %s is refused', (_, wrong) => {
  const right = {
    sub: '5b0f8a52-70b1-4c39-9a6e-3c1e8f5d7a21',
    iat: 1,
    exp: 2,
    auth_time: 1,
    'cognito:groups': ['operators'],
    email: 'ada@example.com',
    email_verified: true,
    name: 'Ada',
  };
  expect(personIn(right)).toEqual({
    person: {
      kind: 'person',
      userId: right.sub,
      email: right.email,
      emailVerified: true,
      name: 'Ada',
      groups: ['operators'],
      signedInAt: 1,
      issuedAt: 1,
    },
    expiresAt: 2,
  });
  expect(personIn({ ...right, ...wrong })).toBeUndefined();
  // What cannot be an address is not stored as one, and counts as unverified.
  expect(personIn({ ...right, email: 'dörte@example.com', name: undefined })?.person).toMatchObject({
    email: '',
    emailVerified: false,
    name: 'User',
  });
});
