import { sweep } from '../../lib/background/sweep.ts';
import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;
const { token: as } = await berth.aPerson({ groups: ['operators'] });
const DAY = 24 * 3600;
const round = () => sweep({ requestId: 'sweep' }, context);

test('after 30 days nothing of it is left in the table', async () => {
  const others = new Set((await berth.items()).map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
  const account = await berth.anAccount();
  const { accountId, admin } = account;
  const { key } = await berth.anEnvironment(account, { maxConcurrentCalls: 2 });
  await berth.aMember(account);
  const email = 'invited@example.com';
  done(
    await call('createInvitation', {
      as: admin.token,
      params: { accountId },
      body: { email, role: 'member' },
    }),
  );
  done(
    await call('createServiceAccount', {
      as: admin.token,
      params: { accountId },
      body: { name: 'CI', role: 'admin' },
    }),
  );
  done(await call('createAgent', { as: key, body: { name: 'Caller' } }));
  done(await call('createNumber', { as: key, body: { e164: '+4930901820' } }));
  expect(
    done(await call('closeOwnAccount', { as: admin.token, params: { accountId }, body: {} })),
  ).toMatchObject({
    status: 'closed',
  });
  context.clock.advance(29 * DAY);
  await round();
  expect(done(await call('getAccount', { as: admin.token, params: { accountId } })).status).toBe('closed');
  context.clock.advance(DAY + 60);
  // Environments first, then the account, each within what a round may remove.
  for (let rounds = 0; rounds < 3; rounds += 1) {
    await round();
    context.clock.advance(61);
  }
  const forgets = /^(IDEMPOTENCY#|USER#.* INVITATIONS_SENT#|ADDRESS#.* MAILS#|USER#.* CREATED_ACCOUNTS)/;
  const left = (await berth.items())
    .map(({ pk, sk }) => `${String(pk)} ${String(sk)}`)
    .filter((item) => !others.has(item) && !forgets.test(item));
  expect(left).toEqual([]);
  expect((await call('resumeAccount', { as, params: { accountId }, body: {} })).status).toBe(404);
  expect((await call('getAccount', { as: admin.token, params: { accountId } })).status).toBe(404);
});

test('an Admin closes their own account, and does it twice without harm; a Member does not', async () => {
  const account = await berth.anAccount();
  const { accountId, admin } = account;
  const member = await berth.aMember(account);
  const closeOwn = (token: string) => call('closeOwnAccount', { as: token, params: { accountId }, body: {} });
  expect(await closeOwn(member.token)).toMatchObject({ status: 403, body: { code: 'admin_required' } });
  const first = done(await closeOwn(admin.token));
  expect(done(await closeOwn(admin.token))).toEqual(first);
  const { items } = done(await call('listAuditEvents', { as: admin.token, params: { accountId } }));
  expect(items.filter(({ action }) => action === 'account.closed')).toMatchObject([
    { actor: { type: 'user', id: admin.userId }, after: { status: 'closed' } },
  ]);
});
