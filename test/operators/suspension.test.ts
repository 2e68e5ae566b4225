import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';

const berth = await aBerth();
const { call } = berth;
const operator = await berth.aPerson({ groups: ['operators'] });
const as = operator.token;

const suspend = ({ accountId }: TestAccount, reason = 'Unpaid') =>
  call('suspendAccount', { as, params: { accountId }, body: { reason } });
const resume = ({ accountId }: TestAccount) => call('resumeAccount', { as, params: { accountId }, body: {} });
const start = (key: string) => call('startCall', { as: key, body: {} });
const suspended = { status: 409, body: { code: 'account_suspended' } };

const environmentsOf = async (account: TestAccount) =>
  done(await call('listEnvironments', asAdmin(account))).items;

test('from the answer on no call starts in any environment, and running calls continue and end', async () => {
  const account = await berth.anAccount({ plan: 200 });
  const [large, small] = [
    await berth.anEnvironment(account, { maxConcurrentCalls: 90 }),
    await berth.anEnvironment(account, { maxConcurrentCalls: 2 }),
  ];
  const { id: callId } = done(await start(large.key));
  expect(done(await suspend(account))).toMatchObject({ id: account.accountId, status: 'suspended' });

  for (const { key } of [large, small]) expect(await start(key)).toMatchObject(suspended);
  const params = { callId };
  done(await call('heartbeatCall', { as: large.key, params, body: {} }));
  expect((await call('endCall', { as: large.key, params })).status).toBe(204);
  expect(await start(large.key)).toMatchObject(suspended);
  await expectSound(berth);
});

test('while 64 clients start and end calls, none starts after the answer', async () => {
  const { account, key } = await berth.aPlace({ plan: 200, maxConcurrentCalls: 90 });
  let answered = false;
  const late: number[] = [];
  let turns = 0;
  const client = async () => {
    while (turns < 64 * 6) {
      turns += 1;
      const after = answered;
      const started = await start(key);
      if (after && started.status !== 409) late.push(started.status);
      if (started.status === 201)
        await call('endCall', { as: key, params: { callId: (started.body as { id: string }).id } });
      if (turns === 64) {
        done(await suspend(account));
        answered = true;
      }
    }
  };
  await Promise.all(Array.from({ length: 64 }, client));
  expect(answered).toBe(true);
  expect(late).toEqual([]);
});

test('nobody can change a suspended account, and people can still read it', async () => {
  const { account, key, of: request } = await berth.aPlace({ maxConcurrentCalls: 2 });
  const invited = await berth.aPerson();
  const { link } = done(
    await call('createInvitation', { ...asAdmin(account), body: { email: invited.email, role: 'member' } }),
  );
  // The first use of a key in an hour is stored.
  done(await call('getOwnEnvironment', { as: key }));
  done(await suspend(account));
  const before = await berth.items();
  const changes = [
    call('renameAccount', { ...request, body: { name: 'Renamed' } }),
    call('createEnvironment', { ...request, body: { name: 'new', maxConcurrentCalls: 0 } }),
    call('editEnvironment', { ...request, body: { paused: true } }),
    call('deleteEnvironment', request),
    call('rotateApiKey', { ...request, body: {} }),
    call('closeOwnAccount', { ...request, body: {} }),
    call('createAgent', { as: key, body: { name: 'Caller' } }),
    call('acceptInvitation', { as: invited.token, body: { token: String(link).split('#token=')[1] ?? '' } }),
  ];
  for (const change of await Promise.all(changes)) expect(change).toMatchObject(suspended);
  expect(await berth.items()).toEqual(before);
  done(await call('getAccount', request));
  done(await call('getOwnEnvironment', { as: key }));
});

test('a resumed account is exactly as before: a paused environment stays paused, and nothing else ends a suspension', async () => {
  const { account, ...open } = await berth.aPlace({ maxConcurrentCalls: 2 });
  const paused = await berth.anEnvironment(account, { maxConcurrentCalls: 2 });
  done(await call('editEnvironment', { ...inEnvironment(account, paused.id), body: { paused: true } }));
  // The first use of a key in an hour is stored.
  done(await call('getOwnEnvironment', { as: open.key }));
  const before = await environmentsOf(account);

  done(await suspend(account, 'First'));
  done(await suspend(account, 'Again'));
  done(await call('setPlan', { ...asAdmin(account), as, body: { name: 'Larger', maxConcurrentCalls: 60 } }));
  berth.context.clock.advance(1800);
  expect(await start(open.key)).toMatchObject(suspended);

  expect(done(await resume(account))).toMatchObject({ status: 'active' });
  expect(await environmentsOf(account)).toEqual(before);
  done(await start(open.key));
  expect(await start(paused.key)).toBeRefused(409, 'environment_paused');
  done(await resume(account));
});

test('the account’s own trail records who suspended and resumed it, and why', async () => {
  const account = await berth.anAccount();
  done(await suspend(account, 'Abuse reported by a carrier'));
  done(await resume(account));
  const { items } = done(await call('listAuditEvents', asAdmin(account)));
  expect(items.slice(0, 2)).toMatchObject([
    { action: 'account.resumed', actor: { type: 'operator', id: operator.userId } },
    {
      action: 'account.suspended',
      actor: { type: 'operator' },
      before: { status: 'active' },
      after: { status: 'suspended', reason: 'Abuse reported by a carrier' },
    },
  ]);
});

test('a second suspension for another reason changes the reason, and for the same one nothing', async () => {
  const account = await berth.anAccount();
  done(await suspend(account, 'Unpaid'));
  done(await suspend(account, 'Abuse'));
  done(await suspend(account, 'Abuse'));
  expect(done(await call('inspectAccount', { as, params: { accountId: account.accountId } }))).toMatchObject({
    status: 'suspended',
    statusReason: 'Abuse',
  });
  const { items } = done(await call('listAuditEvents', asAdmin(account)));
  expect(items.slice(0, 2)).toMatchObject([
    {
      action: 'account.suspended',
      before: { status: 'suspended', reason: 'Unpaid' },
      after: { status: 'suspended', reason: 'Abuse' },
    },
    { action: 'account.suspended', before: { status: 'active' } },
  ]);
  await expectSound(berth);
});

test.each([
  {},
  { reason: '' },
  { reason: '  ' },
  { reason: 'a\nb' },
  { reason: 'x'.repeat(257) },
  { reason: 'ok', more: 1 },
])('a suspension with %j is refused, and nothing is left behind', async (body) => {
  const { accountId } = await berth.anAccount();
  const before = await berth.items();
  const refused = await call('suspendAccount', {
    as,
    params: { accountId },
    body: body as { reason: string },
  });
  expect(refused).toBeRefused(422, 'invalid_input');
  expect(await berth.items()).toEqual(before);
});
