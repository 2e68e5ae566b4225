import { marshall } from '@aws-sdk/util-dynamodb';
import { itemSize, type RawItem } from '../../bench/measure/item-size.ts';
import { readGates } from '../../lib/gate/gate.ts';
import { aBerth, done } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

const anEnvironment = (maxConcurrentCalls: number) => berth.aPlace({ plan: 200, maxConcurrentCalls });
const get = (as: string, callId: string) => call('getCall', { as, params: { callId } });
const end = (as: string, callId: string, reason?: string) =>
  call('endCall', { as, params: { callId }, query: reason === undefined ? {} : { reason } });

describe.each([5, 60])('a call that has ended, at a limit of %i', (limit) => {
  test.each([
    ['an id of the gate', {}],
    ['an id of the gate, and a reference', { reference: 'CA2f4c1b9e' }],
    ['an id of its caller', { id: 'mine' }],
    ['an id of its caller, and a reference', { id: 'mine:2', reference: '~'.repeat(128) }],
  ])('is found by %s at once, and later by its record', async (_, body) => {
    const { id: environmentId, key: as } = await anEnvironment(limit);
    const started = done(await call('startCall', { as, body: { ...body, direction: 'inbound' } }));
    expect(started).toMatchObject(body);
    expect(done(await get(as, started.id))).toEqual(started);
    context.clock.advance(5);
    expect((await end(as, started.id, 'completed')).status).toBe(204);
    const { leaseExpiresAt: _lease, ...kept } = started;
    const atOnce = done(await get(as, started.id));
    expect(atOnce).toMatchObject({ ...kept, status: 'ended', outcome: 'ended', endReason: 'completed' });
    for (let n = 0; n < 3; n += 1) done(await end(as, done(await call('startCall', { as })).id));
    await usage.caughtUp(environmentId);
    expect(done(await get(as, started.id))).toEqual(atOnce);
    const ended = done(await call('listCalls', { as, query: { status: 'ended' } }));
    expect(ended.items).toContainEqual(atOnce);
  });

  test('is found at once, however many others end right after it', async () => {
    const { key: as } = await anEnvironment(limit);
    const started = [];
    for (let n = 0; n < 5; n += 1) started.push(done(await call('startCall', { as })).id);
    for (const id of started) done(await end(as, id));
    const found = await Promise.all(started.map((id) => get(as, id)));
    expect(found.map(({ status }) => status)).toEqual(started.map(() => 200));
  });

  test('is the latest of its id, and stays for 400 days', async () => {
    const { id: environmentId, key: as } = await anEnvironment(limit);
    for (const reason of ['busy', 'no_answer', undefined]) {
      done(await call('startCall', { as, body: { id: 'again' } }));
      context.clock.advance(1);
      done(await end(as, 'again', reason));
    }
    done(await call('startCall', { as, body: { id: 'lapsed', leaseSeconds: 10 } }));
    context.clock.advance(11);
    done(await call('startCall', { as, body: { id: 'other' } }));
    done(await end(as, 'other'));
    await usage.caughtUp(environmentId);
    const latest = done(await get(as, 'again'));
    expect(latest).toMatchObject({ status: 'ended', outcome: 'ended' });
    expect(latest).not.toHaveProperty('endReason');
    const { items } = done(await call('listCalls', { as, query: { status: 'ended' } }));
    expect(
      items.filter(({ id }) => id === 'again').map((item) => 'endReason' in item && item.endReason),
    ).toEqual([false, 'no_answer', 'busy']);
    done(await call('startCall', { as, body: { id: 'again' } }));
    expect(done(await get(as, 'again'))).toMatchObject({ status: 'active' });
    done(await end(as, 'again'));
    expect(await get(as, 'never-was')).toMatchObject({ status: 404 });
    expect(await get(as, 'o.0000000000')).toMatchObject({ status: 404 });
    context.clock.advance(399 * 24 * 3600);
    expect((await get(as, 'other')).status).toBe(200);
    // DynamoDB removes the records some time after that.
    context.clock.advance(24 * 3600);
    expect((await get(as, 'other')).status).toBe(404);
    expect((await get(as, 'again')).status).toBe(404);
    expect(done(await call('listCalls', { as, query: { status: 'ended' } })).items).toEqual([]);
  });
});

test.each([5, 60])(
  'at a limit of %i the latest call of an id is shown when its lease expired',
  async (limit) => {
    const { id: environmentId, key: as } = await anEnvironment(limit);
    const startAgain = async () => {
      context.clock.advance(1);
      return done(await call('startCall', { as, body: { id: 'again', leaseSeconds: 10 } }));
    };
    await startAgain();
    done(await end(as, 'again', 'busy'));
    const { startedAt } = await startAgain();
    context.clock.advance(11);
    // Before and after another request has noticed that the lease is over.
    expect(done(await get(as, 'again'))).toMatchObject({ startedAt, status: 'ended', outcome: 'expired' });
    done(await call('startCall', { as, body: { id: 'other' } }));
    await usage.caughtUp(environmentId);
    expect(done(await get(as, 'again'))).toMatchObject({ startedAt, status: 'ended', outcome: 'expired' });
  },
);

test('ended calls are listed by reference; a reference that is not visible ASCII and a reason that is not a word are refused', async () => {
  const { id: environmentId, key: as } = await anEnvironment(5);
  for (const reference of ['one', 'two', 'one'])
    done(await end(as, done(await call('startCall', { as, body: { reference } })).id));
  await usage.caughtUp(environmentId);
  const query = { status: 'ended', reference: 'one' } as const;
  const { items } = done(await call('listCalls', { as, query }));
  expect(items.map(({ reference }) => reference)).toEqual(['one', 'one']);
  for (const reference of ['', 'a b', 'ä', 'x'.repeat(129)])
    expect(await call('startCall', { as, body: { reference } })).toAnswer(422, {
      errors: [{ path: 'reference' }],
    });
  for (const reason of ['', 'Busy', 'no-answer', 'x'.repeat(33)])
    expect(await end(as, 'any', reason)).toMatchObject({ status: 422 });
});

test('forty plain calls and the ends before them fit into a kilobyte', async () => {
  const { id, key: as } = await anEnvironment(40);
  for (let n = 0; n < 6; n += 1) done(await end(as, done(await call('startCall', { as })).id));
  for (let n = 0; n < 40; n += 1) done(await call('startCall', { as }));
  const [gate] = await readGates(context.table, id);
  expect(Object.keys(gate?.l ?? {})).toHaveLength(40);
  expect(itemSize(marshall(gate) as RawItem)).toBeLessThanOrEqual(1024);
});
