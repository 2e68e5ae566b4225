import { sweep } from '../../lib/background/sweep.ts';
import { invitationToken } from '../../lib/invitations/invitation-token.ts';
import type { AccountId } from '../../lib/api/schemas/ids.ts';
import { aBerth, done, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;
const DAY = 24 * 3600;
const round = () => sweep({ requestId: 'sweep' }, context);

/** What docs/architecture.md states to be kept for a day or two under a person's id or address. */
const briefly = /^(IDEMPOTENCY#|ADDRESS#|USER#.* INVITATIONS_SENT#)/;

const found = async (...texts: string[]) =>
  (await berth.items())
    .filter(({ pk, sk }) => !briefly.test(`${String(pk)} ${String(sk)}`))
    .filter((item) => texts.some((text) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase())));

async function invite({ accountId, admin }: Pick<TestAccount, 'accountId' | 'admin'>, email: string) {
  const body = { email, role: 'admin' as const };
  const { id } = done(await call('createInvitation', { as: admin.token, params: { accountId }, body }));
  return invitationToken({ accountId: accountId as AccountId, id, sends: 1 }, context.invitationKey());
}

/** An Admin of the account who has left traces everywhere: invited, renamed, at another address, and has changed and sent things. */
async function someoneActive(account: TestAccount) {
  const former = `Former.${account.accountId.slice(-6)}@example.com`;
  const first = await berth.aPerson({ email: former });
  done(await call('acceptInvitation', { as: first.token, body: { token: await invite(account, former) } }));
  const params = { accountId: account.accountId };
  done(await call('renameAccount', { as: first.token, params, body: { name: 'By Zelda' } }));
  await invite({ ...account, admin: first }, `guest-${account.accountId.slice(-6)}@example.com`);
  const role = { ...params, userId: first.userId };
  done(await call('changeRole', { as: account.admin.token, params: role, body: { role: 'member' } }));
  const { name } = done(await call('getMe', { as: first.token }));
  return { person: first, texts: [former, name] };
}

test.each([
  ['90 days after the removal', {}, 90 * DAY],
  ['at once when that is asked for', { forget: true }, 120],
] as const)('a user is forgotten %s: no name and no address of theirs is left', async (_, query, seconds) => {
  const account = await berth.anAccount();
  const { accountId, admin } = account;
  const { person, texts } = await someoneActive(account);
  const params = { accountId, userId: person.userId };
  done(await call('removeUser', { as: admin.token, params, query }));
  await round();
  const before = await found(...texts);
  expect(before.length).toBeGreaterThan(4);
  const trail = done(await call('listAuditEvents', { as: admin.token, params: { accountId } })).items;

  context.clock.advance(seconds - 90);
  await round();
  expect(await found(...texts)).toEqual(before);
  context.clock.advance(151);
  await round();
  expect(await found(...texts)).toEqual([]);

  // The id stays where the documentation says so: in the trail, and in what keeps old sessions dead.
  const kept = await found(person.userId);
  expect(
    new Set(kept.map(({ pk, sk }) => `${String(pk)} ${String(sk).split('#')[0]}`.replace(/evt_\w+/, 'evt'))),
  ).toEqual(
    new Set([`AUDIT#${accountId} evt`, `ACCOUNT#${accountId} MEMBER`, `ACCOUNT#${accountId} INVITATION`]),
  );
  const after = done(await call('listAuditEvents', { as: admin.token, params: { accountId } })).items;
  expect(after.map(({ id, at, action }) => [id, at, action])).toEqual(
    trail.map(({ id, at, action }) => [id, at, action]),
  );
  expect(after.find(({ action }) => action === 'user.removed')?.target.name).toBe('Former user');
  expect(after.find(({ action }) => action === 'account.updated')?.actor).toEqual({
    type: 'user',
    id: person.userId,
  });
  // Of the others everything is told as before.
  expect(
    after.filter(({ actor }) => actor.id === admin.userId).every(({ actor }) => actor.email === admin.email),
  ).toBe(true);
});

test('someone who was invited again meanwhile is not forgotten', async () => {
  const account = await berth.anAccount();
  const { person, texts } = await someoneActive(account);
  const params = { accountId: account.accountId, userId: person.userId };
  done(await call('removeUser', { as: account.admin.token, params }));
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
