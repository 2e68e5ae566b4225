import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';
import { runningAll } from '../reliability/races/place.ts';
import { sweep } from '../../lib/background/sweep.ts';

const berth = await aBerth();
const { call, context } = berth;
const operator = await berth.aPerson({ groups: ['operators'] });
const as = operator.token;
const DAY = 24 * 3600;

const close = ({ accountId }: TestAccount) => call('closeAccount', { as, params: { accountId }, body: {} });
const resume = ({ accountId }: TestAccount) => call('resumeAccount', { as, params: { accountId }, body: {} });
const start = (key: string, id?: string) =>
  call('startCall', { as: key, body: id === undefined ? {} : { id } });
const environmentsOf = async (account: TestAccount, query = {}) =>
  done(await call('listEnvironments', { ...asAdmin(account), query })).items;
const round = () => sweep({ requestId: 'sweep' }, context);

test('a closed account keeps only environments with running calls, which are deleted with the last one', async () => {
  const { account, ...idle } = await berth.aPlace({ maxConcurrentCalls: 2 });
  const busy = await berth.anEnvironment(account, { maxConcurrentCalls: 2 });
  done(await start(busy.key, 'last'));
  expect(done(await close(account))).toMatchObject({
    status: 'closed',
    environmentCount: 0,
    allocatedConcurrentCalls: 1,
  });
  expect(await environmentsOf(account)).toMatchObject([{ id: busy.id, status: 'draining' }]);
  expect((await start(idle.key)).status).toBe(401);
  expect((await start(busy.key)).status).toBe(409);
  await expectSound(berth);

  expect((await call('endCall', { as: busy.key, params: { callId: 'last' } })).status).toBe(204);
  expect(await environmentsOf(account)).toEqual([]);
  expect(await environmentsOf(account, { status: 'deleted' })).toHaveLength(3);
  const created = await call('createEnvironment', {
    ...asAdmin(account),
    body: { name: 'new', maxConcurrentCalls: 0 },
  });
  expect(created).toBeRefused(409, 'account_closed');
  await expectSound(berth);
});

test('an environment that drains too many calls for one step does not keep the others from coming back', async () => {
  const { account, ...idle } = await berth.aPlace({ plan: 6_000, maxConcurrentCalls: 3 });
  const busy = await berth.anEnvironment(account, { maxConcurrentCalls: 5_000 });
  // All of them are in the first gate, and each needs a row when there is a second one.
  const stage = { call, context: { ...context, clock: { ...context.clock, set: () => {} } } };
  for (const part of ['a', 'b'])
    await runningAll(
      stage,
      busy.id,
      Array.from({ length: 49 }, (_, n) => `${part}-${n}`),
    );
  done(await close(account));
  expect(done(await resume(account))).toMatchObject({ status: 'active', environmentCount: 2 });
  expect((await start(idle.key)).status).toBe(201);
  expect(berth.logged).toContainEqual(
    expect.objectContaining({ message: 'environment not resumed', environmentId: busy.id }),
  );
  await expectSound(berth);
});

test('an account that is resumed within 30 days is as before, with the same API keys, even when an environment was still draining', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const idle = await berth.anEnvironment(account, { maxConcurrentCalls: 3, reservedInboundCalls: 1 });
  const busy = await berth.anEnvironment(account, { maxConcurrentCalls: 2 });
  const former = await berth.anEnvironment(account, { maxConcurrentCalls: 1 });
  expect((await call('deleteEnvironment', inEnvironment(account, former.id))).status).toBe(204);
  done(await start(busy.key, 'last'));
  const before = await environmentsOf(account);
  done(await close(account));
  context.clock.advance(29 * DAY);
  expect((await start(idle.key)).status).toBe(401);
  expect(done(await resume(account)).id).toBe(accountId);

  const changed = { updatedAt: expect.any(String), apiKey: expect.anything() };
  expect(await environmentsOf(account)).toEqual(before.map((one) => ({ ...one, ...changed })));
  done(await start(idle.key));
  const deleted = await environmentsOf(account, { status: 'deleted' });
  expect(deleted.map((one) => one.id)).toEqual([former.id]);
  await expectSound(berth);
});

test('an environment whose only API key was revoked comes back with its account as it was', async () => {
  const { account, keyId, of } = await berth.aPlace({ maxConcurrentCalls: 1 });
  await call('revokeApiKey', { ...of, params: { ...of.params, keyId } });
  const before = done(await call('getEnvironment', of));
  done(await close(account));
  done(await resume(account));
  expect(done(await call('getEnvironment', of))).toEqual({ ...before, updatedAt: expect.any(String) });
});

test('an account is not resumed in part when the plan lacks room', async () => {
  const account = await berth.anAccount();
  const params = { accountId: account.accountId };
  done(await close(account));
  done(await call('setPlan', { as, params, body: { name: 'Small', maxConcurrentCalls: 1 } }));
  const before = await berth.items();
  expect(await resume(account)).toBeRefused(409, 'concurrency_allocation_exceeded');
  expect(await berth.items()).toEqual(before);
  expect(await call('suspendAccount', { as, params, body: { reason: 'x' } })).toBeRefused(
    409,
    'account_closed',
  );
});

test('the sweeper continues an interrupted change of status', async () => {
  const { account, key } = await berth.aPlace({ maxConcurrentCalls: 2 });
  const { documents } = context.table;
  const send = documents.send.bind(documents);
  let transactions = 0;
  documents.send = ((command: { constructor: { name: string } }, ...rest: []) => {
    if (command.constructor.name === 'TransactWriteCommand' && (transactions += 1) > 1)
      throw new Error('the function ended');
    return send(command as never, ...rest);
  }) as typeof documents.send;
  const params = { accountId: account.accountId };
  const answer = await call('suspendAccount', { as, params, body: { reason: 'Unpaid' } });
  documents.send = send;
  expect(answer.status).toBe(500);
  expect((await start(key)).status).toBe(201);
  context.clock.advance(61);
  await round();
  expect(await start(key)).toBeRefused(409, 'account_suspended');
  await expectSound(berth);
});
