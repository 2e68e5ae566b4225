import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';

const berth = await aBerth();
const { call, context } = berth;

const overview = async (account: TestAccount) => done(await call('getConcurrency', asAdmin(account)));
const isOneMoment = ({ allocated, unallocated, plan, environments }: Awaited<ReturnType<typeof overview>>) =>
  allocated === environments.reduce((sum, one) => sum + one.allocatedConcurrentCalls, 0) &&
  allocated + unallocated === plan.maxConcurrentCalls;

test('while six Admins edit and reallocate, each overview shows one moment: what is allocated is the sum of the environments', async () => {
  const account = await berth.anAccount({ plan: 60 });
  const environments = await Promise.all(
    Array.from({ length: 4 }, () => berth.anEnvironment(account, { maxConcurrentCalls: 5 })),
  );
  const editors = { left: 6 };
  const edit = async (admin: number) => {
    for (let turn = 0; turn < 8; turn += 1) {
      const [one, other] = [environments[(admin + turn) % 4], environments[(admin + turn + 1) % 4]];
      const maxConcurrentCalls = 1 + ((admin * 5 + turn * 3) % 9);
      await (turn % 2 === 0
        ? call('editEnvironment', { ...inEnvironment(account, one?.id ?? ''), body: { maxConcurrentCalls } })
        : call('reallocateConcurrency', {
            ...asAdmin(account),
            body: {
              changes: [
                { environmentId: one?.id ?? '', maxConcurrentCalls },
                { environmentId: other?.id ?? '', maxConcurrentCalls: 10 - maxConcurrentCalls },
              ],
            },
          }));
    }
    editors.left -= 1;
  };
  const seen: Awaited<ReturnType<typeof overview>>[] = [];
  const look = async () => {
    while (editors.left > 0) {
      const { status, body } = await call('getConcurrency', asAdmin(account));
      if (status === 200) seen.push(body);
    }
  };
  await Promise.all([...Array.from({ length: 6 }, (_, admin) => edit(admin)), look(), look(), look()]);
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.filter((one) => !isOneMoment(one))).toEqual([]);
  expect(new Set(seen.map(({ allocated }) => allocated)).size).toBeGreaterThan(1);
});

test('one of two simultaneous reallocations is answered with the changes of both', async () => {
  const account = await berth.anAccount({ plan: 60 });
  const [one, other] = [await berth.anEnvironment(account), await berth.anEnvironment(account)];
  const reallocate = async (environmentId: string, maxConcurrentCalls: number) => {
    const body = { changes: [{ environmentId, maxConcurrentCalls }] };
    return done(await call('reallocateConcurrency', { ...asAdmin(account), body }));
  };
  for (const limit of [2, 3, 4, 5, 6]) {
    const answers = await Promise.all([reallocate(one.id, limit), reallocate(other.id, limit)]);
    const limitsShown = answers.map(({ environments }) =>
      [one, other].map(
        ({ id }) => environments.find((shown) => shown.environmentId === id)?.maxConcurrentCalls,
      ),
    );
    expect(limitsShown).toContainEqual([limit, limit]);
  }
});

test('calls that end above a lowered limit give the plan back, and the ETag of the account stays the same', async () => {
  const { account, key, of } = await berth.aPlace({ maxConcurrentCalls: 3 });
  for (const id of ['one', 'two', 'three']) done(await call('startCall', { as: key, body: { id } }));
  done(
    await call('editEnvironment', {
      ...of,
      body: { maxConcurrentCalls: 0 },
    }),
  );
  const before = await call('getAccount', asAdmin(account));
  expect(before.body.allocatedConcurrentCalls).toBe(23);
  const headers = { 'if-match': before.headers.get('etag') ?? '' };

  for (const callId of ['one', 'two']) done(await call('endCall', { as: key, params: { callId } }));
  const after = await call('getAccount', asAdmin(account));
  expect(after.body).toEqual({
    ...before.body,
    allocatedConcurrentCalls: 21,
    unallocatedConcurrentCalls: 19,
  });
  expect(after.headers.get('etag')).toBe(headers['if-match']);
  expect(await call('renameAccount', { ...asAdmin(account), body: { name: 'Renamed' }, headers })).toAnswer(
    200,
    { name: 'Renamed', allocatedConcurrentCalls: 21 },
  );
  done(await call('endCall', { as: key, params: { callId: 'three' } }));
  expect(await overview(account)).toMatchObject({ allocated: 20 });
  await expectSound(berth);
});

test('a dry run writes nothing, not even to gates with expired leases and no reserved slots yet', async () => {
  const {
    account,
    id: environmentId,
    key,
  } = await berth.aPlace({ maxConcurrentCalls: 10, reservedInboundCalls: 2 });
  done(await call('startCall', { as: key, body: { id: 'left', leaseSeconds: 10 } }));
  done(await call('startCall', { as: key, body: { id: 'lives', leaseSeconds: 3600 } }));
  context.clock.advance(60);
  const before = await berth.items();
  const request = (dryRun: boolean) => ({
    ...asAdmin(account),
    body: { changes: [{ environmentId, maxConcurrentCalls: 0 }], dryRun },
  });
  const foreseen = done(await call('reallocateConcurrency', request(true)));
  expect(foreseen).toMatchObject({ allocated: 21, activeCalls: 1 });
  expect(await berth.items()).toEqual(before);
  expect(done(await call('reallocateConcurrency', request(false)))).toEqual(foreseen);
});

test('one environment has at most 10,000 calls, however many the plan allows', async () => {
  const { account, id: environmentId, of: request } = await berth.aPlace({ plan: 1_000_000 });
  const before = await berth.items();
  const maxConcurrentCalls = 10_001;
  const tooHigh = (path: string) => ({ status: 422, body: { code: 'invalid_input', errors: [{ path }] } });
  expect(
    await call('createEnvironment', { ...asAdmin(account), body: { name: 'huge', maxConcurrentCalls } }),
  ).toMatchObject(tooHigh('maxConcurrentCalls'));
  expect(await call('editEnvironment', { ...request, body: { maxConcurrentCalls } })).toMatchObject(
    tooHigh('maxConcurrentCalls'),
  );
  for (const dryRun of [true, false]) {
    const body = { changes: [{ environmentId, maxConcurrentCalls }], dryRun };
    expect(await call('reallocateConcurrency', { ...asAdmin(account), body })).toMatchObject(
      tooHigh('changes.0.maxConcurrentCalls'),
    );
  }
  expect(await berth.items()).toEqual(before);
  expect(await call('editEnvironment', { ...request, body: { maxConcurrentCalls: 10_000 } })).toAnswer(200, {
    allocatedConcurrentCalls: 10_000,
  });
});

test('an account has at most 100 restorable environments, including draining ones, and a restoration makes room', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const place = async () => {
    const { id, key } = await berth.anEnvironment(account);
    return { key, request: inEnvironment(account, id) };
  };
  const [one, other, draining] = [await place(), await place(), await place()];
  done(await call('startCall', { as: draining.key, body: { id: 'last' } }));
  await context.table.documents.send(
    new UpdateCommand({
      TableName: context.table.name,
      Key: { pk: `ACCOUNT#${accountId}`, sk: 'ACCOUNT' },
      UpdateExpression: 'SET restorableCount = :count',
      ExpressionAttributeValues: { ':count': 99 },
    }),
  );
  const drain = { ...draining.request, query: { drain: true } };
  expect(await call('deleteEnvironment', drain)).toMatchObject({ status: 204 });
  const before = await berth.items();
  const reached = {
    status: 409,
    body: { code: 'limit_reached', limitOf: 'restorableEnvironments', limit: 100 },
  };
  expect(await call('deleteEnvironment', one.request)).toMatchObject(reached);
  expect(await berth.items()).toEqual(before);
  // The last call still ends, and the environment with it, because it was counted.
  expect(await call('endCall', { as: draining.key, params: { callId: 'last' } })).toMatchObject({
    status: 204,
  });
  expect(await call('deleteEnvironment', one.request)).toMatchObject(reached);
  expect(await call('restoreEnvironment', draining.request)).toMatchObject({ status: 200 });

  const answers = await Promise.all([one, other].map(({ request }) => call('deleteEnvironment', request)));
  expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['204', '409']);
});
