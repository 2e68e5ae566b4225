import { sweepNow } from '../setup/sweep.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

const HOUR_MS = 3_600_000;
const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
const instant = (at: number) => new Date(at).toISOString();

async function anEnvironment(account: TestAccount, maxConcurrentCalls = 5) {
  const { id, key } = await berth.anEnvironment(account, { maxConcurrentCalls });
  const start = async (leaseSeconds = 60) =>
    done(await call('startCall', { as: key, body: { leaseSeconds } })).id;
  const end = async (callId: string) => void done(await call('endCall', { as: key, params: { callId } }));
  const beat = async (callId: string) =>
    void done(await call('heartbeatCall', { as: key, params: { callId }, body: { leaseSeconds: 3600 } }));
  return { id, key, start, beat, end };
}
type Environment = Awaited<ReturnType<typeof anEnvironment>>;

/** Three calls in one hour (one is lost, one still runs), and one two hours later. */
async function aMorning({ start, beat, end }: Environment): Promise<void> {
  // Starts at the beginning of an hour, so that calls that belong together are in one.
  const now = context.clock.now();
  context.clock.advance((HOUR_MS - (now % HOUR_MS)) / 1000 + 1);
  const ended = await start();
  await start(10);
  const kept = await start(3600);
  context.clock.advance(30);
  await end(ended);
  await sweepNow(context);
  for (const seconds of [3000, 3000, 1200]) {
    context.clock.advance(seconds);
    await beat(kept);
  }
  const late = await start();
  context.clock.advance(45);
  await end(late);
}

const ask = async (environment: Environment, query: Record<string, string> = {}) => {
  await usage.caughtUp(environment.id);
  return done(await call('getUsage', { as: environment.key, query }));
};

test('usage by the hour shows started calls, expired ones and the minutes of calls that started in it, including live ones', async () => {
  const environment = await anEnvironment(await berth.anAccount());
  await aMorning(environment);
  const { items, totals, ...range } = await ask(environment);
  expect(range.granularity).toBe('hour');
  expect(items).toHaveLength(24);
  expect([range.from, Date.parse(range.to) - HOUR_MS]).toEqual([
    items[0]?.at,
    Date.parse(items[23]?.at ?? ''),
  ]);
  expect(items.slice(21)).toMatchObject([
    { started: 3, expired: 1, refused: 0 },
    { started: 0, expired: 0, minutes: 0 },
    { started: 1, expired: 0 },
  ]);
  expect(items[21]?.minutes).toBeGreaterThanOrEqual(40 / 60);
  expect(items[23]?.minutes).toBeGreaterThanOrEqual(45 / 60);
  expect(totals).toMatchObject({ started: 4, expired: 1, refused: 0 });
  // Peaks use the stream's own clock, which a test cannot move.
  const nothing = { started: 0, refused: 0, expired: 0, minutes: 0 };
  for (const item of items.slice(0, 21)) expect(item).toMatchObject(nothing);
});

test('the figures add up with the records of the same time and the live calls', async () => {
  const environment = await anEnvironment(await berth.anAccount());
  await aMorning(environment);
  const { from, to, items, totals } = await ask(environment);
  const as = environment.key;
  const query = { status: 'ended', from, to };
  const records = done(await call('listCalls', { as, query })).items.filter(
    (item) => item.status === 'ended',
  );
  const live = done(await call('listCalls', { as })).items;
  expect(totals.started).toBe(records.length + live.length);
  expect(totals.expired).toBe(records.filter(({ outcome }) => outcome === 'expired').length);
  const seconds = sum(records.map(({ durationSeconds }) => durationSeconds));
  expect(Math.round(totals.minutes * 60_000)).toBe(Math.round(seconds * 1000));
  for (const name of ['started', 'expired', 'refused'] as const)
    expect(sum(items.map((item) => item[name]))).toBe(totals[name]);

  const days = await ask(environment, { granularity: 'day', from, to });
  expect(days.totals).toEqual(totals);
  expect(days.items.length).toBeLessThanOrEqual(2);
});

test('a call counts from the moment at which it starts', async () => {
  const environment = await anEnvironment(await berth.anAccount());
  const before = await call('getUsage', { as: environment.key });
  expect(done(before).totals.started).toBe(0);
  await environment.start();
  expect(done(await call('getUsage', { as: environment.key })).totals).toMatchObject({
    started: 1,
    minutes: 0,
  });
});

test('the account has the sum of all its environments, deleted ones on request, and the figures of each', async () => {
  const account = await berth.anAccount();
  const [one, other] = [await anEnvironment(account), await anEnvironment(account)];
  await aMorning(one);
  await other.end(await other.start());
  done(await call('deleteEnvironment', inEnvironment(account, other.id)));
  await usage.caughtUp(one.id);
  await usage.caughtUp(other.id);
  expect(done(await call('getAccountUsage', asAdmin(account))).environments).toHaveLength(2);
  const all = done(await call('getAccountUsage', { ...asAdmin(account), query: { includeDeleted: 'true' } }));
  const its = done(await call('getEnvironmentUsage', inEnvironment(account, one.id)));
  expect(all.environments).toHaveLength(3);
  expect(all.environments).toMatchObject([
    { environmentId: account.defaultId, status: 'active', started: 0, peak: 0 },
    { environmentId: one.id, status: 'active', ...its.totals },
    { environmentId: other.id, status: 'deleted', started: 1, expired: 0 },
  ]);
  expect(all.totals).toMatchObject({ started: 5, expired: 1 });
  expect(all.totals.peak).toBe(Math.max(...all.environments.map(({ peak }) => peak)));
  expect(sum(all.environments.map(({ minutes }) => Math.round(minutes * 60_000)))).toBe(
    Math.round(all.totals.minutes * 60_000),
  );
  expect(all.items.map(({ at }) => at)).toEqual(its.items.map(({ at }) => at));
  expect(sum(all.items.map(({ started }) => started))).toBe(5);
});

test('usage covers whole hours or days, and says which', async () => {
  const environment = await anEnvironment(await berth.anAccount());
  const covered = async (query: Record<string, string>) => {
    const { from, to, items } = done(await call('getUsage', { as: environment.key, query }));
    return { from, to, count: items.length };
  };
  expect(await covered({ from: '2026-01-31T09:30:00Z', to: '2026-01-31T11:00:00.001Z' })).toEqual({
    from: '2026-01-31T09:00:00.000Z',
    to: '2026-01-31T12:00:00.000Z',
    count: 3,
  });
  expect(await covered({ from: '2026-01-31T09:00:00Z', to: '2026-01-31T11:00:00Z' })).toEqual({
    from: '2026-01-31T09:00:00.000Z',
    to: '2026-01-31T11:00:00.000Z',
    count: 2,
  });
  const day = { granularity: 'day', from: '2026-01-31T09:30:00Z', to: '2026-02-01T00:00:00.001Z' };
  expect(await covered(day)).toEqual({
    from: '2026-01-31T00:00:00.000Z',
    to: '2026-02-02T00:00:00.000Z',
    count: 2,
  });
  const untilNow = await covered({});
  expect(await covered({ to: '9999-12-31T23:59:59.999999Z' })).toEqual(untilNow);
  expect((await covered({ granularity: 'day' })).count).toBe(30);
  expect((await covered({ to: '2026-01-31T11:00:00Z' })).count).toBe(24);
});

const DAY_MS = 24 * HOUR_MS;

test.each([
  ['31 days by the hour', {}, 31, 200],
  ['more than that', {}, 32.1, 422],
  ['400 days by the day', { granularity: 'day' }, 400, 200],
  ['more than that', { granularity: 'day' }, 402, 422],
])('the limit of a period is enforced for %s', async (_, query, days, status) => {
  const environment = await anEnvironment(await berth.anAccount());
  const from = instant(context.clock.now() - days * DAY_MS);
  for (const id of ['getUsage', 'exportUsage'] as const)
    expect((await call(id, { as: environment.key, query: { ...query, from } })).status).toBe(status);
});

test.each([
  ['an unknown granularity', { granularity: 'minute' }, 'granularity'],
  ['an invalid instant', { from: 'yesterday' }, 'from'],
  ['a day that does not exist', { to: '2026-02-30T00:00:00Z' }, 'to'],
  ['a time without its zone', { from: '2026-01-31T09:30:00' }, 'from'],
  ['an end before the start', { from: '2026-02-01T00:00:00Z', to: '2026-01-31T00:00:00Z' }, 'to'],
  ['an end that equals the start', { from: '2026-02-01T00:00:00Z', to: '2026-02-01T00:00:00.000Z' }, 'to'],
  ['a future start', { from: '2126-01-01T00:00:00Z' }, 'from'],
  ['a time before the first possible one', { to: '0000-01-01T00:00:00Z' }, 'to'],
  ['a second that does not exist', { to: '2026-12-31T23:59:61Z' }, 'to'],
  ['an unknown field', { until: '2026-01-31T09:30:00Z' }, 'until'],
])('usage with %s is refused', async (_, query, path) => {
  const environment = await anEnvironment(await berth.anAccount());
  for (const id of ['getUsage', 'exportUsage'] as const)
    expect(await call(id, { as: environment.key, query })).toBeRefused(422, 'invalid_input', {
      errors: [{ path }],
    });
});
