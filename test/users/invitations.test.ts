import { limits } from '../../lib/api/limits.ts';
import { Email } from '../../lib/api/schemas/email.ts';
import type { InvitationId } from '../../lib/api/schemas/ids.ts';
import type { InvitationItem } from '../../lib/invitations/invitation.ts';
import { keys } from '../../lib/table/keys.ts';
import { read } from '../../lib/table/table.ts';
import { aBerth, asAdmin, done, type TestAccount } from '../setup/berth.ts';
import { counts, expectCountsToHold, people } from './people.ts';

const MAX_USERS = limits.users;

const MINUTE = 61;
const DAY = 24 * 3_600 + 1;

const berth = await aBerth();
const { call } = berth;
const { clock } = berth.context;
const { invite, accept, join, user, tokenFor } = people(berth);

const one = (account: TestAccount, { id: invitationId }: { id: string }) =>
  asAdmin(account, { invitationId });
const request = (account: TestAccount, email: string, role: 'admin' | 'member' = 'member') =>
  call('createInvitation', { ...asAdmin(account), body: { email, role } });
const listed = async (account: TestAccount) => done(await call('listInvitations', asAdmin(account))).items;
const stored = async ({ accountId }: TestAccount, invitation?: { id: string }) =>
  read<InvitationItem>(berth.context.table, keys.invitation(accountId, invitation?.id as InvitationId));
const resend = (account: TestAccount, invitation: { id: string }) =>
  call('resendInvitation', { ...one(account, invitation), body: {} });
const revoke = (account: TestAccount, invitation: { id: string }) =>
  call('revokeInvitation', one(account, invitation));

test('an invitation is pending for seven days, is listed, and holds a seat', async () => {
  const account = await berth.anAccount();
  const created = await request(account, '  Ada.Lovelace@Example.com ', 'admin');
  expect(created).toAnswer(201, {
    email: 'Ada.Lovelace@Example.com',
    role: 'admin',
    status: 'pending',
    invitedBy: account.admin.userId,
  });
  const { sentAt, expiresAt } = created.body;
  expect(Date.parse(expiresAt) - Date.parse(sentAt)).toBe(7 * 24 * 3_600_000);
  expect(created.headers.get('etag')).toBe('"1"');
  const { link: _, ...shown } = created.body;
  expect(await listed(account)).toEqual([shown]);
  expect((await counts(berth, account)).kept).toEqual({ userCount: 1, adminCount: 1, seatCount: 2 });
  await expectCountsToHold(berth, account);
});

test('an address can have one invitation at a time, however it is written, and none when it is a user’s', async () => {
  const account = await berth.anAccount();
  const first = done(await request(account, 'ada@example.com'));
  for (const spelling of ['ADA@example.COM', ' ada@example.com', 'ａｄａ@example.com']) {
    expect(await request(account, spelling)).toBeRefused(409, 'invitation_pending', {
      invitationId: first.id,
    });
  }
  const ada = await berth.aPerson({ email: 'Ada@Example.com' });
  done(await accept(ada, tokenFor(account, first.id)));
  expect(await request(account, 'aDa@example.com')).toBeRefused(409, 'already_member');
  expect(await request(account, account.admin.email)).toMatchObject({ body: { code: 'already_member' } });
  await expectCountsToHold(berth, account);
});

test.each([
  '',
  'ada',
  'ada@example',
  'ada@@example.com',
  'ada lovelace@example.com',
  'ada@example..com',
  'ada@example.com,bob@example.com',
  'ada\r\nBcc: bob@example.com',
  'ada\u0000@example.com',
  'ada\u202e@example.com',
  `${'a'.repeat(250)}@example.com`,
  `${'a'.repeat(65)}@example.com`,
  'o’neil@example.com',
  'dörte@example.com',
  'ada@exa_mple.com',
  'ada@-example.com',
  'ada@127.0.0.1',
  'ada@0x7f.1',
  'ada@example.com/path',
  'ada@ex%61mple.com',
  'ada@example.com:25',
  'ada@example.com.',
  `ada@${'ä'.repeat(60)}.${'ä'.repeat(60)}.example`,
])('%j is refused as an address to invite', async (email) => {
  const account = await berth.anAccount();
  const before = await berth.items();
  expect(await request(account, email)).toBeRefused(422, 'invalid_input');
  expect(await berth.items()).toEqual(before);
});

test.each([
  ['x@exämple.com', 'x@xn--exmple-cua.com', ['X@EXÄMPLE.com', 'x@XN--exmple-cua.COM', 'x@exa\u0308mple.com']],
  ["o'neil+berth@example.com", "o'neil+berth@example.com", ["O'NEIL+berth@Example.com"]],
  ['ada@例え.jp', 'ada@xn--r8jz45g.jp', ['ADA@例え.JP']],
  ['ada@straße.example', 'ada@xn--strae-oqa.example', ['ada@XN--STRAE-OQA.example']],
])(
  '%s is kept as a mail service accepts it, and is the same address in other forms',
  async (email, kept, same) => {
    const account = await berth.anAccount();
    const first = done(await request(account, email));
    expect(first.email).toBe(kept);
    for (const spelling of same) {
      expect(await request(account, spelling)).toBeRefused(409, 'invitation_pending', {
        invitationId: first.id,
      });
    }
    const person = await berth.aPerson({ email: same[0] ?? '' });
    expect(await accept(person, tokenFor(account, first.id))).toMatchObject({ status: 200 });
    expect(await request(account, email)).toMatchObject({ body: { code: 'already_member' } });
  },
);

test('an address that is too long is refused by its length alone', () => {
  for (const email of ['\u0301'.repeat(30_000), `ada@${'\u0301'.repeat(30_000)}.com`]) {
    expect(Email.safeParse(email).error?.issues.map(({ message }) => message)).toEqual([
      'must have at most 254 characters',
    ]);
  }
});

test('the offered role can be changed while the invitation is pending', async () => {
  const account = await berth.anAccount();
  const invitation = await invite(account, 'bob@example.com');
  const edit = (role: 'admin' | 'member', headers = {}) =>
    call('editInvitation', { ...one(account, invitation), body: { role }, headers });
  expect(await edit('admin')).toAnswer(200, { role: 'admin', status: 'pending' });
  expect(await edit('member', { 'if-match': '"1"' })).toMatchObject({ status: 412 });
  const bob = await berth.aPerson({ email: 'bob@example.com' });
  expect(await accept(bob, invitation.token)).toMatchObject({ body: { role: 'admin' } });
  expect(await edit('member')).toBeRefused(410, 'invitation_used');
  await expectCountsToHold(berth, account);
});

test('an invitation that is sent again has a new link and seven more days, and the old link stops working', async () => {
  const account = await berth.anAccount();
  const invitation = await invite(account, 'cat@example.com');
  clock.advance(MINUTE);
  const again = await resend(account, invitation);
  expect(again).toAnswer(200, { id: invitation.id, status: 'pending' });
  expect(again.body.expiresAt > invitation.expiresAt).toBe(true);
  const cat = await berth.aPerson({ email: 'cat@example.com' });
  expect(await accept(cat, invitation.token)).toBeRefused(410, 'invitation_expired');
  expect(await accept(cat, tokenFor(account, invitation.id, 2))).toMatchObject({ status: 200 });
  expect(await accept(await berth.aPerson(), invitation.token)).toBeRefused(410, 'invitation_used');
  expect(await resend(account, invitation)).toBeRefused(410, 'invitation_used');
});

test('an address gets at most one mail a minute and five a day, even when invitations are revoked in between', async () => {
  const account = await berth.anAccount();
  const email = 'dan@example.com';
  const invitation = await invite(account, email);
  const before = await berth.items();
  const soon = await resend(account, invitation);
  expect(soon).toBeRefused(429, 'rate_limited');
  expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(Number(soon.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(soon.body.detail).toContain(`in ${soon.headers.get('retry-after')} seconds`);
  expect(await berth.items()).toEqual(before);
  done(await revoke(account, invitation));
  expect(await request(account, email)).toMatchObject({ status: 429 });
  for (let sent = 1; sent < 5; sent += 1) {
    clock.advance(MINUTE);
    const next = done(await request(account, email));
    done(await revoke(account, next));
  }
  clock.advance(MINUTE);
  const tomorrow = await request(account, email);
  expect(tomorrow).toBeRefused(429, 'rate_limited');
  expect(Number(tomorrow.headers.get('retry-after'))).toBeGreaterThan(20 * 3_600);
  clock.advance(DAY);
  expect(await request(account, email)).toMatchObject({ status: 201 });
  // The mails of another account do not count here.
  expect(await request(await berth.anAccount(), email)).toMatchObject({ status: 201 });
  await expectCountsToHold(berth, account);
});

test('an accepted invitation does not count towards the daily mails', async () => {
  const account = await berth.anAccount();
  const person = await join(account);
  done(await call('removeUser', user(account.admin, account, person)));
  expect(await request(account, person.email)).toMatchObject({ status: 201 });
});

test('an expired invitation stays listed, can be sent again, and is replaced by a new one', async () => {
  const account = await berth.anAccount();
  const [eve, fay] = [await invite(account, 'eve@example.com'), await invite(account, 'fay@example.com')];
  clock.advance(7 * DAY);
  expect((await listed(account)).map(({ status }) => status)).toEqual(['expired', 'expired']);
  expect(await call('editInvitation', { ...one(account, eve), body: { role: 'admin' } })).toBeRefused(
    410,
    'invitation_expired',
  );
  expect(await resend(account, fay)).toAnswer(200, { status: 'pending' });
  const replacing = done(await request(account, 'EVE@example.com'));
  expect(replacing.id).not.toBe(eve.id);
  expect((await listed(account)).map(({ id, status }) => [id, status])).toEqual([
    [fay.id, 'pending'],
    [replacing.id, 'pending'],
  ]);
  const person = await berth.aPerson({ email: 'eve@example.com' });
  expect(await accept(person, eve.token)).toMatchObject({ body: { code: 'invitation_expired' } });
  expect(await accept(person, tokenFor(account, replacing.id))).toMatchObject({ status: 200 });
  expect((await counts(berth, account)).kept).toMatchObject({ userCount: 2, seatCount: 3 });
  await expectCountsToHold(berth, account);
});

test('a revoked invitation gives its seat back once, and cannot be sent again', async () => {
  const account = await berth.anAccount();
  const invitation = await invite(account, 'gus@example.com');
  expect(await revoke(account, invitation)).toMatchObject({ status: 204 });
  expect(await revoke(account, invitation)).toMatchObject({ status: 204 });
  expect((await counts(berth, account)).kept).toMatchObject({ seatCount: 1 });
  await expectCountsToHold(berth, account);
  expect(await listed(account)).toMatchObject([{ id: invitation.id, status: 'revoked' }]);
  for (const refused of [
    await resend(account, invitation),
    await call('editInvitation', { ...one(account, invitation), body: { role: 'admin' } }),
  ]) {
    expect(refused).toBeRefused(410, 'invitation_revoked');
  }
});

test('the invitations of a removed user are revoked, and stay so when the user comes back', async () => {
  const account = await berth.anAccount();
  const { email } = await berth.aPerson();
  const inviter = await join(account, 'admin', await berth.aPerson({ email }));
  const invitation = await invite({ ...account, admin: inviter }, 'hal@example.com', 'admin');
  const own = await invite(account, 'ida@example.com');
  done(await call('removeUser', user(account.admin, account, inviter)));
  const states = async () => (await listed(account)).map(({ id, status }) => [id, status]);
  const expected = [
    [invitation.id, 'revoked'],
    [own.id, 'pending'],
  ];
  expect(await states()).toEqual(expected);
  const hal = await berth.aPerson({ email: 'hal@example.com' });
  const refused = { status: 410, body: { code: 'invitation_revoked' } };
  expect(await call('lookUpInvitation', { as: hal.token, body: { token: invitation.token } })).toMatchObject(
    refused,
  );
  expect(await accept(hal, invitation.token)).toMatchObject(refused);
  // The clock was moved, so they sign in again when it says that they were removed.
  const authTime = Math.ceil(clock.now() / 1000);
  await join(account, 'admin', await berth.aPerson({ email, authTime }));
  expect(await states()).toEqual(expected);
  expect(await accept(hal, invitation.token)).toMatchObject(refused);
  clock.advance(MINUTE);
  await join(account, 'member', hal);
  await expectCountsToHold(berth, account);
});

test('the invitations of a demoted Admin are revoked, and stay so when they become an Admin again', async () => {
  const account = await berth.anAccount();
  const inviter = await join(account, 'admin');
  const second = await berth.aPerson();
  const sent = await invite({ ...account, admin: inviter }, second.email, 'admin');
  const own = await invite(account, 'jay@example.com');
  const setRole = (role: 'admin' | 'member') =>
    call('changeRole', { ...user(account.admin, account, inviter), body: { role } });
  const expected = [
    [sent.id, 'revoked'],
    [own.id, 'pending'],
  ];
  const refused = { status: 410, body: { code: 'invitation_revoked' } };
  for (const role of ['member', 'admin'] as const) {
    done(await setRole(role));
    expect((await listed(account)).map(({ id, status }) => [id, status])).toEqual(expected);
    const before = await berth.items();
    const body = { token: sent.token };
    expect(await call('lookUpInvitation', { as: second.token, body })).toMatchObject(refused);
    expect(await accept(second, sent.token)).toMatchObject(refused);
    expect(await resend(account, sent)).toMatchObject(refused);
    expect(await berth.items()).toEqual(before);
  }
  // An invitation counts when its sender is an Admin now. What they sent before they were demoted does not.
  clock.advance(MINUTE);
  const again = await invite({ ...account, admin: inviter }, second.email, 'member');
  expect(await accept(second, again.token)).toAnswer(200, { role: 'member' });
  await expectCountsToHold(berth, account);
});

test('a demotion of somebody else, and a role that stays the same, do not affect an invitation', async () => {
  const account = await berth.anAccount();
  const [inviter, other] = [await join(account, 'admin'), await join(account, 'admin')];
  const sent = await invite({ ...account, admin: inviter }, 'kay@example.com');
  done(await call('changeRole', { ...user(account.admin, account, other), body: { role: 'member' } }));
  done(await call('changeRole', { ...user(account.admin, account, inviter), body: { role: 'admin' } }));
  expect(await accept(await berth.aPerson({ email: 'kay@example.com' }), sent.token)).toMatchObject({
    status: 200,
  });
});

test(`${MAX_USERS} users and invitations are the most, and an expired one gives its seat to the next`, async () => {
  const account = await berth.anAccount();
  const addresses = Array.from({ length: MAX_USERS - 2 }, (_, n) => `seat-${n}@example.com`);
  while (addresses.length > 0) {
    await Promise.all(addresses.splice(0, 14).map((address) => invite(account, address)));
  }
  const racing = await Promise.all([1, 2, 3].map((n) => request(account, `racing-${n}@example.com`)));
  expect(racing.map(({ status }) => String(status)).toSorted()).toEqual(['201', '409', '409']);
  expect(racing.find(({ status }) => status === 409)?.body.code).toBe('user_limit_reached');
  expect((await counts(berth, account)).kept).toMatchObject({ seatCount: MAX_USERS });

  clock.advance(7 * DAY);
  const next = await invite(account, 'next@example.com');
  expect((await counts(berth, account)).kept).toMatchObject({ seatCount: MAX_USERS });
  await expectCountsToHold(berth, account);
  done(await accept(await berth.aPerson({ email: 'next@example.com' }), next.token));
  // The first to expire lost its seat, and is not kept forever. When it is sent again it takes the seat of another expired
  // one.
  const [first, second] = await listed(account);
  const in29Days = clock.now() / 1_000 + 29 * DAY;
  expect(await stored(account, first)).toMatchObject({ holdsSeat: false });
  expect((await stored(account, first))?.ttl).toBeGreaterThan(in29Days);
  expect((await stored(account, second))?.ttl).toBeUndefined();
  expect(await resend(account, first as { id: string })).toMatchObject({ status: 200 });
  expect(await stored(account, first)).toMatchObject({ holdsSeat: true });
  expect((await stored(account, first))?.ttl).toBeUndefined();
  expect((await counts(berth, account)).kept).toMatchObject({ userCount: 2, seatCount: MAX_USERS });
  await expectCountsToHold(berth, account);
});

test('the same Idempotency-Key invites once, and the answer is the same', async () => {
  const account = await berth.anAccount();
  const send = () =>
    call('createInvitation', {
      ...asAdmin(account),
      body: { email: 'joy@example.com', role: 'member' },
      headers: { 'idempotency-key': 'invite-joy' },
    });
  const [one_, two] = [await send(), await send()];
  expect(two).toAnswer(201, { ...one_.body, link: null });
  expect(two.headers.get('idempotent-replayed')).toBe('true');
  expect(await listed(account)).toHaveLength(1);
});

test('a Member sees invitations and cannot change them, and another account sees none', async () => {
  const account = await berth.anAccount();
  const member = await join(account);
  const invitation = await invite(account, 'kim@example.com');
  const asMember = { ...account, admin: member };
  expect(await listed(asMember)).toHaveLength(1);
  const other = await berth.anAccount();
  const before = await berth.items();
  for (const [by, status] of [
    [asMember, 403],
    [{ ...other, accountId: account.accountId }, 404],
    [other, 404],
  ] as const) {
    expect(await resend(by, invitation)).toMatchObject({ status });
    expect(await revoke(by, invitation)).toMatchObject({ status });
    expect(await call('editInvitation', { ...one(by, invitation), body: { role: 'admin' } })).toMatchObject({
      status,
    });
  }
  expect(await berth.items()).toEqual(before);
});
