import { jest } from '@jest/globals';
import { purgeHistory } from '../../lib/history/purge-history.ts';
import { sweepNow } from '../setup/sweep.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

const anEnvironment = (maxConcurrentCalls = 5) => berth.aPlace({ plan: 200, maxConcurrentCalls });
type Place = Awaited<ReturnType<typeof anEnvironment>>;

const start = async (
  { key }: Place,
  id?: string,
  more: { direction?: 'inbound'; leaseSeconds?: number } = {},
) => done(await call('startCall', { as: key, body: { ...(id !== undefined && { id }), ...more } }));
const end = async ({ key }: Place, callId: string) =>
  void done(await call('endCall', { as: key, params: { callId } }));
const sweep = () => sweepNow(context);

/** The ended calls of an environment, oldest start first. */
async function ended(place: Place, query: Record<string, string> = {}) {
  await usage.caughtUp(place.id);
  const { items } = done(await call('listCalls', { as: place.key, query: { status: 'ended', ...query } }));
  return items.filter((item) => item.status === 'ended').toReversed();
}

test('an ended call leaves a record of when, how, how long and in which direction it ran', async () => {
  const place = await anEnvironment();
  const named = await start(place, 'mine', { direction: 'inbound' });
  const other = await start(place);
  context.clock.advance(90);
  await end(place, named.id);
  await end(place, other.id);
  const records = await ended(place);
  expect(records).toMatchObject([
    { id: 'mine', direction: 'inbound', startedAt: named.startedAt, outcome: 'ended' },
    { id: other.id, direction: 'outbound', startedAt: other.startedAt, outcome: 'ended' },
  ]);
  for (const { environmentId, startedAt, endedAt, durationSeconds } of records) {
    expect(environmentId).toBe(place.id);
    expect(durationSeconds).toBeGreaterThanOrEqual(90);
    expect(Date.parse(endedAt) - Date.parse(startedAt)).toBe(Math.round(durationSeconds * 1000));
  }
});

test('a live call has no record, whatever else happens in its gate', async () => {
  const place = await anEnvironment();
  const { id } = await start(place, 'a', { leaseSeconds: 10 });
  context.clock.advance(5);
  done(await call('heartbeatCall', { as: place.key, params: { callId: id } }));
  done(
    await call('editEnvironment', {
      ...inEnvironment(place.account, place.id),
      body: { maxConcurrentCalls: 60 },
    }),
  );
  done(await call('rotateApiKey', inEnvironment(place.account, place.id)));
  await sweep();
  expect(await ended(place)).toEqual([]);
});

describe('the record of a call whose lease expired ends at the expiry', () => {
  const lost = { outcome: 'expired', durationSeconds: 10 };

  test('when the sweeper finds it', async () => {
    const place = await anEnvironment();
    const { startedAt } = await start(place, undefined, { leaseSeconds: 10 });
    context.clock.advance(3600);
    await sweep();
    const endedAt = new Date(Date.parse(startedAt) + 10_000).toISOString();
    expect(await ended(place)).toMatchObject([{ ...lost, startedAt, endedAt }]);
  });

  test('when another call takes its slot', async () => {
    const place = await anEnvironment(1);
    await start(place, 'first', { leaseSeconds: 10 });
    context.clock.advance(11);
    await start(place, 'second');
    expect(await ended(place)).toMatchObject([{ ...lost, id: 'first' }]);
  });

  test('when another call takes its id', async () => {
    const place = await anEnvironment(1);
    const one = await start(place, 'same', { leaseSeconds: 10 });
    context.clock.advance(11);
    const other = await start(place, 'same');
    expect(await ended(place)).toMatchObject([{ ...lost, id: 'same', startedAt: one.startedAt }]);
    await end(place, 'same');
    expect(await ended(place)).toMatchObject([lost, { outcome: 'ended', startedAt: other.startedAt }]);
  });

  test('whatever became of an earlier call of its id', async () => {
    const place = await anEnvironment();
    await start(place, 'same');
    await end(place, 'same');
    await start(place, 'same', { leaseSeconds: 10 });
    context.clock.advance(11);
    await sweep();
    expect(await ended(place)).toMatchObject([{ outcome: 'ended' }, lost]);
  });

  test('when its holder ends it too late', async () => {
    const place = await anEnvironment();
    await start(place, 'late', { leaseSeconds: 10 });
    context.clock.advance(11);
    await end(place, 'late');
    expect(await ended(place)).toMatchObject([{ ...lost, id: 'late' }]);
  });

  test('at the end of the last lease, when it had several', async () => {
    const place = await anEnvironment();
    await start(place, 'kept', { leaseSeconds: 10 });
    context.clock.advance(5);
    done(
      await call('heartbeatCall', { as: place.key, params: { callId: 'kept' }, body: { leaseSeconds: 20 } }),
    );
    context.clock.advance(30);
    await sweep();
    const [record] = await ended(place);
    expect(record?.outcome).toBe('expired');
    expect(record?.durationSeconds).toBeGreaterThanOrEqual(25);
    expect(record?.durationSeconds).toBeLessThan(30);
  });
});

test('a call that ends while its environment is being deleted has the outcome drained, and the restored environment shows it', async () => {
  const place = await anEnvironment();
  await start(place, 'last');
  await start(place, 'lost', { leaseSeconds: 10 });
  done(
    await call('deleteEnvironment', { ...inEnvironment(place.account, place.id), query: { drain: true } }),
  );
  context.clock.advance(11);
  await end(place, 'last');
  await usage.caughtUp(place.id);
  await sweep();
  await usage.caughtUp(place.id);
  const restored = done(await call('restoreEnvironment', inEnvironment(place.account, place.id)));
  const records = await ended({ ...place, key: restored.apiKey.secret ?? '' });
  expect(records).toMatchObject([
    { id: 'last', outcome: 'drained' },
    { id: 'lost', outcome: 'expired' },
  ]);
});

test('each of several calls under one id has a record, even when one starts as the other ends', async () => {
  const place = await anEnvironment(1);
  const now = context.clock.now();
  const clock = jest.spyOn(context.clock, 'now').mockReturnValue(now - (now % 10));
  try {
    for (let calls = 0; calls < 3; calls += 1) {
      await start(place, 'same');
      // A hundredth of a second later, which is the resolution of a gate. The next call starts within it.
      clock.mockReturnValue(context.clock.now() + 10);
      await end(place, 'same');
    }
  } finally {
    clock.mockRestore();
  }
  expect((await ended(place)).map(({ outcome }) => outcome)).toEqual(['ended', 'ended', 'ended']);
});

test('in an environment of several gates every call leaves one record, under any id', async () => {
  const place = await anEnvironment(100);
  const names = ['constructor', 'a:b', '-1', undefined, undefined, undefined];
  const calls = await Promise.all(names.map((name) => start(place, name)));
  for (const { id } of calls) await end(place, id);
  const records = await ended(place);
  expect(records.map(({ id }) => id).toSorted()).toEqual(calls.map(({ id }) => id).toSorted());
});

test('records and the figures of their day are kept for 400 days', async () => {
  const place = await anEnvironment();
  const { id, startedAt } = await start(place);
  await end(place, id);
  await ended(place);
  const items = await berth.items();
  const kept = 400 * 24 * 3600;
  const record = items.find(({ pk }) => pk === `HISTORY#${place.id}`);
  expect(record?.['ttl']).toBe(Math.floor(Date.parse(startedAt) / 1000) + kept);
  const day = startedAt.slice(0, 10);
  const row = items.find(({ pk, sk }) => pk === `ENVIRONMENT#${place.id}` && sk === `USAGE#${day}`);
  expect(row?.['ttl']).toBe(Date.parse(day) / 1000 + 24 * 3600 + kept);
});

test('a purge leaves no record and no figure behind, and continues after an interruption', async () => {
  const place = await anEnvironment(60);
  const calls = await Promise.all(Array.from({ length: 60 }, () => start(place)));
  await Promise.all(calls.map(({ id }) => end(place, id)));
  expect(await ended(place, { limit: '100' })).toHaveLength(60);
  done(await call('deleteEnvironment', inEnvironment(place.account, place.id)));
  context.clock.advance(31 * 24 * 3600);
  const row = {
    accountId: place.account.accountId,
    environmentId: place.id,
  };
  expect(await purgeHistory(row, context, { left: 25 })).toBe(false);
  await sweep();
  const left = (await berth.items()).filter(({ pk }) => !String(pk).startsWith('AUDIT#'));
  expect(JSON.stringify(left)).not.toContain(place.id);
});

test('the checker finds no fault in what these tests left in the table', async () => {
  expect(checkTable(await berth.items(), context.clock.now())).toEqual([]);
});
