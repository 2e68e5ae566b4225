import { sweep } from '../../lib/background/sweep.ts';
import { aBerth, asAdmin, done } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';
import { formers } from './formers.ts';

const berth = await aBerth();
const { call, context } = berth;
const DAY = 24 * 3600;
const round = () => sweep({ requestId: 'sweep' }, context);

const { found, invite, someoneActive } = formers(berth);

test.each([
  ['90 days after the removal', {}, 90 * DAY],
  ['at once when that is asked for', { forget: true }, 120],
] as const)('a user is forgotten %s: their name and address are left nowhere', async (_, query, seconds) => {
  const account = await berth.anAccount();
  const { accountId, admin } = account;
  const { person, texts } = await someoneActive(account);
  const ofAnother = done(
    await call('createInvitation', {
      ...asAdmin(account),
      body: { email: 'somebody.else@example.com', role: 'member' },
    }),
  );
  done(await call('removeUser', { ...asAdmin(account, { userId: person.userId }), query }));
  await round();
  const before = await found(...texts);
  expect(before.length).toBeGreaterThan(4);
  const trail = done(await call('listAuditEvents', asAdmin(account))).items;

  context.clock.advance(seconds - 90);
  await round();
  expect(await found(...texts)).toEqual(before);
  context.clock.advance(151);
  await round();
  expect(await found(...texts)).toEqual([]);

  // The id stays where the documentation says so: in the trail, and in the item that keeps old sessions invalid.
  const kept = await found(person.userId);
  expect(
    new Set(kept.map(({ pk, sk }) => `${String(pk)} ${String(sk).split('#')[0]}`.replace(/evt_\w+/, 'evt'))),
  ).toEqual(
    new Set([
      `AUDIT#${accountId} evt`,
      `FORMER_MEMBERS#${accountId} FORMER_MEMBER`,
      `ACCOUNT#${accountId} INVITATION`,
    ]),
  );
  const after = done(await call('listAuditEvents', asAdmin(account))).items;
  expect(after.map(({ id, at, action }) => [id, at, action])).toEqual(
    trail.map(({ id, at, action }) => [id, at, action]),
  );
  expect(after.find(({ action }) => action === 'user.removed')?.target.name).toBe('Former user');
  expect(after.find(({ action }) => action === 'account.updated')?.actor).toEqual({
    type: 'user',
    id: person.userId,
  });
  // What the others did is complete.
  const invitations = (await berth.items()).filter(({ sk }) => String(sk).endsWith(ofAnother.id));
  expect(invitations).toMatchObject([{ invitedBy: admin.userId, inviterEmail: admin.email }]);
  expect(
    after.filter(({ actor }) => actor.id === admin.userId).every(({ actor }) => actor.email === admin.email),
  ).toBe(true);
});

test('an Admin can have a person who was removed before forgotten at once, and an open invitation to them is revoked', async () => {
  const account = await berth.anAccount();
  const { accountId, admin } = account;
  const { person, texts } = await someoneActive(account);
  const params = { accountId, userId: person.userId };
  const remove = (as: string, query = {}) => call('removeUser', { as, params, query });
  done(await remove(admin.token));
  context.clock.advance(2 * DAY);
  await invite(account, person.email);
  const { person: member } = await someoneActive(account);
  expect(await remove(member.token, { forget: true })).toBeRefused(403, 'admin_required');
  expect(await remove(admin.token)).toMatchObject({ status: 404 });

  done(await remove(admin.token, { forget: true }));
  context.clock.advance(61);
  await round();
  expect(await found(...texts)).toEqual([]);
  const trail = done(await call('listAuditEvents', asAdmin(account))).items;
  expect(trail.slice(0, 2)).toMatchObject([
    { action: 'invitation.revoked', actor: { type: 'system' }, target: { name: 'Former user' } },
    { action: 'user.forgotten', actor: { id: admin.userId }, target: { name: 'Former user' } },
  ]);
  const { items } = done(await call('listInvitations', asAdmin(account)));
  expect(items.filter(({ email }) => email.toLowerCase() === person.email.toLowerCase())).toEqual([]);
  await expectSound(berth);

  const before = await berth.items();
  done(await remove(admin.token, { forget: true }));
  expect(await berth.items()).toEqual(before);
});

test('a person who was invited again in the meantime is not erased', async () => {
  const account = await berth.anAccount();
  const { person, texts } = await someoneActive(account);
  done(await call('removeUser', asAdmin(account, { userId: person.userId })));
  context.clock.advance(2 * DAY);
  const again = await berth.aPerson({
    email: person.email,
    authTime: Math.floor(context.clock.now() / 1000),
  });
  done(
    await call('acceptInvitation', { as: again.token, body: { token: await invite(account, person.email) } }),
  );
  const before = await found(...texts);
  context.clock.advance(91 * DAY);
  await round();
  expect(await found(...texts)).toEqual(before);
});
