import { virtualTime } from '../../bench/world/virtual-time.ts';
import { berthClient, type ClientOptions } from '../../client/typescript/src/index.ts';
import { aBerth, done } from '../setup/berth.ts';
import { thrownBy } from './thrown-by.ts';

const berth = await aBerth();
const { call, context, origin } = berth;

const anEnvironment = (maxConcurrentCalls: number) => berth.aPlace({ maxConcurrentCalls });
const time = (send: typeof fetch = fetch) => virtualTime((seconds) => context.clock.advance(seconds), send);
const clientFor = (apiKey: string, more: Partial<ClientOptions> = {}) =>
  berthClient({ origin, apiKey, endCallsOnSignals: false, ...more });
const liveIn = async (key: string) => done(await call('listCalls', { as: key })).items;
const starts = ({ sent }: { sent: { method: string; path: string; at: number }[] }) =>
  sent.filter(({ method, path }) => method === 'POST' && path === '/v1/calls');

test('a waiter tries again after one to five seconds, whatever Retry-After says', async () => {
  const { key } = await anEnvironment(1);
  done(await call('startCall', { as: key, body: { leaseSeconds: 3600 } }));
  const t = time();
  const waits = thrownBy(clientFor(key, t).holdCall({ waitSeconds: 60 }));
  await t.advance(60);
  expect(await waits).toMatchObject({ code: 'concurrency_limit_reached' });
  const asked = starts(t).map(({ at }) => at);
  expect(asked.length).toBeGreaterThanOrEqual(12);
  const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
  // The last one comes at the end of the wait.
  for (const pause of pauses.slice(0, -1)) expect(pause).toBeGreaterThanOrEqual(0.9);
  for (const pause of pauses) expect(pause).toBeLessThanOrEqual(5);
});

test('a waiter gets the slot of a call that ends in its own process at once', async () => {
  const { key } = await anEnvironment(1);
  const t = time();
  const client = clientFor(key, t);
  const first = await client.holdCall();
  const second = client.holdCall({ waitSeconds: 120 });
  await t.advance(60.5);
  const before = t.clock.now();
  await first.end();
  await t.quiet();
  const held = await second;
  expect(t.clock.now()).toBe(before);
  expect(await liveIn(key)).toMatchObject([{ id: held.call.id }]);
  await held.end();
});

test('waiters in one process are served in their order, and together send as many requests as one', async () => {
  const { key } = await anEnvironment(1);
  const t = time();
  const client = clientFor(key, t);
  const first = await client.holdCall();
  const order: number[] = [];
  const waiters = Array.from({ length: 10 }, async (_, index) => {
    const held = await client.holdCall({ waitSeconds: 600 });
    order.push(index);
    await held.end();
  });
  await t.quiet();
  t.sent.length = 0;
  await t.advance(60);
  expect(starts(t).length).toBeLessThanOrEqual(60);
  await first.end();
  await t.quiet();
  await Promise.all(waiters);
  expect(order).toEqual(Array.from({ length: 10 }, (_, index) => index));
});

test('a waiter for an inbound slot is not held up by waiters for an outbound one', async () => {
  const { key } = await berth.aPlace({ maxConcurrentCalls: 2, reservedInboundCalls: 1 });
  const t = time();
  const client = clientFor(key, t);
  const outbound = await client.holdCall();
  const waits = client.holdCall({ waitSeconds: 60 });
  await t.quiet();
  const inbound = await client.holdCall({ direction: 'inbound', waitSeconds: 60 });
  expect(inbound.call.direction).toBe('inbound');
  await outbound.end();
  await (await waits).end();
  await inbound.end();
});

test('waiters take slots that become free elsewhere, one after the other', async () => {
  const { key } = await anEnvironment(3);
  const others = [1, 2, 3].map(
    async () => done(await call('startCall', { as: key, body: { leaseSeconds: 3600 } })).id,
  );
  const ids = await Promise.all(others);
  const t = time();
  const client = clientFor(key, t);
  const waiters = [1, 2, 3].map(async () => client.holdCall({ waitSeconds: 120 }));
  await t.advance(30);
  for (const callId of ids) await call('endCall', { as: key, params: { callId } });
  await t.advance(5);
  const held = await Promise.all(waiters);
  expect((await liveIn(key)).length).toBe(3);
  await Promise.all(held.map(async (one) => one.end()));
});

test('a waiter waits for a slot only: any other refusal ends the wait at once', async () => {
  const { key, of } = await anEnvironment(1);
  done(await call('startCall', { as: key, body: { leaseSeconds: 3600 } }));
  const t = time();
  const waits = thrownBy(clientFor(key, t).holdCall({ waitSeconds: 120 }));
  await t.advance(30);
  done(await call('editEnvironment', { ...of, body: { paused: true } }));
  const before = starts(t).length;
  await t.advance(10);
  expect(starts(t)).toHaveLength(before + 1);
  await t.advance(110);
  expect(await waits).toMatchObject({ code: 'environment_paused' });
  expect(starts(t)).toHaveLength(before + 1);
});

/** Never answers. A request ends when its sender gives it up. */
const unanswered: typeof fetch = (_, init) =>
  new Promise((_answered, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
  });

test('waitSeconds limits the whole wait, even when a start is never answered', async () => {
  const { key } = await anEnvironment(1);
  const send: typeof fetch = (url, init) =>
    init?.method === 'POST' ? unanswered(url, init) : fetch(url, init);
  const waiting = clientFor(key, { fetch: send }).withCall(async () => 'never', { waitSeconds: 0.05 });
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a wait that ends during an unanswered start ends with the refusal that it began with', async () => {
  const { key } = await anEnvironment(1);
  done(await call('startCall', { as: key }));
  let asked = 0;
  const send: typeof fetch = (url, init) => {
    asked += init?.method === 'POST' ? 1 : 0;
    return asked < 2 || init?.method !== 'POST' ? fetch(url, init) : unanswered(url, init);
  };
  const t = time(send);
  const waiting = clientFor(key, t).withCall(async () => 'never', { waitSeconds: 6 });
  const ends = thrownBy(waiting);
  // Time passes even while a start is not answered.
  await t.advance(6, { untilQuiet: false });
  expect(await ends).toMatchObject({ code: 'concurrency_limit_reached' });
  expect(asked).toBe(2);
});

test('the caller’s own signal ends the wait: no start is sent afterwards, and no slot is held', async () => {
  const { key } = await anEnvironment(1);
  const { id } = done(await call('startCall', { as: key }));
  const enough = new AbortController();
  const reason = new Error('They hung up.');
  const t = time();
  const waits = clientFor(key, t).withCall(async () => 'never', { waitSeconds: 60, signal: enough.signal });
  const ends = thrownBy(waits);
  await t.quiet();
  enough.abort(reason);
  expect(await ends).toBe(reason);
  await t.advance(60);
  expect(starts(t).length).toBe(1);
  expect(await liveIn(key)).toMatchObject([{ id }]);
});
