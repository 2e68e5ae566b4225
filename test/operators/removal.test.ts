import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { notePeak } from '../../lib/history/usage.ts';
import { sweep } from '../../lib/background/sweep.ts';
import { reconcileInProcess } from '../../local/reconcile-in-process.ts';
import { aBerth, asAdmin, done, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;
const { token: as } = await berth.aPerson({ groups: ['operators'] });
const DAY = 24 * 3600;
const round = () => sweep({ requestId: 'sweep' }, context);

test('after 30 days nothing of the account is left in the table but its usage, and its row for the bills', async () => {
  const others = new Set((await berth.items()).map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
  const account = await berth.anAccount();
  const { accountId } = account;
  const { id, key } = await berth.anEnvironment(account, { maxConcurrentCalls: 2 });
  const day = new Date(context.clock.now()).toISOString().slice(0, 10);
  await notePeak(context.table, id, Date.parse(day), 2);
  await berth.aMember(account);
  const { userId } = await berth.aMember(account);
  done(await call('removeUser', asAdmin(account, { userId })));
  const email = 'invited@example.com';
  done(await call('createInvitation', { ...asAdmin(account), body: { email, role: 'member' } }));
  done(await call('createServiceAccount', { ...asAdmin(account), body: { name: 'CI', role: 'admin' } }));
  done(await call('createAgent', { as: key, body: { name: 'Caller' } }));
  done(await call('createNumber', { as: key, body: { e164: '+4930901820' } }));
  expect(done(await call('closeOwnAccount', { ...asAdmin(account), body: {} }))).toMatchObject({
    status: 'closed',
  });
  context.clock.advance(29 * DAY);
  await round();
  expect(done(await call('getAccount', asAdmin(account))).status).toBe('closed');
  context.clock.advance(DAY + 60);
  const another = { reason: 'Another reason' };
  expect(await call('closeAccount', { as, params: { accountId }, body: another })).toBeRefused(
    404,
    'not_found',
  );
  // First the environments, then the account, each within what a round may remove.
  for (let rounds = 0; rounds < 3; rounds += 1) {
    await round();
    context.clock.advance(61);
  }
  const forgets = /^(IDEMPOTENCY#|USER#.* INVITATIONS_SENT#|ADDRESS#.* MAILS#|USER#.* CREATED_ACCOUNTS)/;
  const left = (await berth.items())
    .filter(({ pk }) => pk !== 'ACCOUNTS')
    .map(({ pk, sk }) => `${String(pk)} ${String(sk)}`)
    .filter((item) => !others.has(item) && !forgets.test(item));
  expect(left.toSorted()).toEqual([`PURGED#${accountId} USAGE#${day}`]);
  const listing = (await berth.items()).find(({ pk, sk }) => pk === 'ACCOUNTS' && sk === accountId);
  expect(Object.keys(listing ?? {}).toSorted()).toEqual(
    ['pk', 'sk', 'id', 'name', 'planName', 'planCalls', 'status', 'removedAt', 'ttl'].toSorted(),
  );
  expect((await call('resumeAccount', { as, params: { accountId }, body: {} })).status).toBe(404);
  expect((await call('getAccount', asAdmin(account))).status).toBe(404);
});

/** As in a backup between two writes: no due row leads to the account. */
async function loseDueRows(accountId: string) {
  const lost = (await berth.items()).filter(
    ({ pk, what, accountId: of }) => String(pk).startsWith('DUE#') && what === 'account' && of === accountId,
  );
  for (const { pk, sk } of lost)
    await context.table.documents.send(new DeleteCommand({ TableName: context.table.name, Key: { pk, sk } }));
  return lost.length;
}
const reconcile = async () =>
  (await reconcileInProcess(context, { dryRun: false, thorough: false })).findings;
const partOf = async ({ accountId }: TestAccount) =>
  (await berth.items()).filter(({ pk }) =>
    [`ACCOUNT#${accountId}`, `AUDIT#${accountId}`].includes(String(pk)),
  );

test('nothing is left of a removed account that was never used', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  done(await call('closeAccount', { as, params: { accountId }, body: {} }));
  context.clock.advance(30 * DAY + 60);
  for (let rounds = 0; rounds < 3; rounds += 1) {
    await round();
    context.clock.advance(61);
  }
  const left = (await berth.items()).filter(({ pk, sk }) =>
    `${String(pk)} ${String(sk)}`.includes(accountId),
  );
  expect(left).toEqual([]);
});

test('a removal that has begun and lost its due row is continued, even when no environment is left', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  done(await call('closeAccount', { as, params: { accountId }, body: {} }));
  context.clock.advance(30 * DAY + 60);
  // The environments are removed, and of the account only its first item, so that its removal has begun.
  const limits = { time: 45_000, purged: 10_000, purgedOfOne: 1_000 };
  await sweep({ requestId: 'sweep' }, context, limits);
  context.clock.advance(61);
  await sweep({ requestId: 'sweep' }, context, { ...limits, purgedOfOne: 1 });
  expect(await partOf(account)).not.toEqual([]);
  expect(await loseDueRows(accountId)).toBe(1);
  context.clock.advance(61);
  await round();
  expect(await partOf(account)).not.toEqual([]);
  expect(await reconcile()).toMatchObject([{ what: 'due row of an account', mended: true }]);
  // What is filed is not found missing again.
  expect(await reconcile()).toEqual([]);
  for (let rounds = 0; rounds < 2; rounds += 1) {
    await round();
    context.clock.advance(61);
  }
  expect(await partOf(account)).toEqual([]);
});

test('a lost due row of a closed account, of one that is being closed, or of a reminder is filed again', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const expiresAt = new Date(context.clock.now() + 20 * DAY * 1000).toISOString();
  const body = { name: 'CI', role: 'admin' as const, expiresAt };
  done(await call('createServiceAccount', { ...asAdmin(account), body }));
  expect(await loseDueRows(accountId)).toBe(2);
  expect(await reconcile()).toMatchObject([
    { what: 'due row of an account', mended: true },
    { what: 'due row of an account', mended: true },
  ]);
  done(await call('closeAccount', { as, params: { accountId }, body: {} }));
  expect(await loseDueRows(accountId)).toBe(4);
  expect((await reconcile()).map(({ what }) => what)).toEqual(Array(3).fill('due row of an account'));
  expect(await reconcile()).toEqual([]);
});

test('a resumption that lost its due row before its environments followed is continued', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const { key } = await berth.anEnvironment(account, { maxConcurrentCalls: 2 });
  const busy = await berth.anEnvironment(account, { maxConcurrentCalls: 2 });
  done(await call('startCall', { as: busy.key, body: {} }));
  done(await call('closeAccount', { as, params: { accountId }, body: {} }));

  // As in a backup from when the account was resumed, but its environments were not yet.
  await context.table.documents.send(
    new UpdateCommand({
      TableName: context.table.name,
      Key: { pk: `ACCOUNT#${accountId}`, sk: 'ACCOUNT' },
      UpdateExpression: 'REMOVE #status, statusSince, purgeAt',
      ExpressionAttributeNames: { '#status': 'status' },
    }),
  );
  expect(await loseDueRows(accountId)).toBeGreaterThan(0);

  context.clock.advance(61);
  await round();
  expect((await call('startCall', { as: key, body: {} })).status).toBe(401);
  expect((await reconcile()).map(({ what }) => what)).toEqual(['list of accounts', 'due row of an account']);
  expect(await reconcile()).toEqual([]);
  await round();
  for (const secret of [key, busy.key]) done(await call('startCall', { as: secret, body: {} }));
  expect(await reconcile()).toEqual([]);
});

test('an Admin can close their own account, twice without harm, and a Member cannot', async () => {
  const account = await berth.anAccount();
  const { accountId, admin } = account;
  const member = await berth.aMember(account);
  const closeOwn = (token: string) => call('closeOwnAccount', { as: token, params: { accountId }, body: {} });
  expect(await closeOwn(member.token)).toBeRefused(403, 'admin_required');
  const first = done(await closeOwn(admin.token));
  expect(done(await closeOwn(admin.token))).toEqual(first);
  const { items } = done(await call('listAuditEvents', asAdmin(account)));
  expect(items.filter(({ action }) => action === 'account.closed')).toMatchObject([
    { actor: { type: 'user', id: admin.userId }, after: { status: 'closed' } },
  ]);
});
