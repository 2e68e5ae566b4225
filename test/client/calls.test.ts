import type * as z from 'zod/mini';
import { virtualTime } from '../../bench/world/virtual-time.ts';
import {
  berthClient,
  type BerthEvent,
  type Call,
  type ClientOptions,
  type HeldCall,
  type StartCall,
} from '../../client/typescript/src/index.ts';
import type { Call as CallSchema } from '../../lib/api/schemas/call.ts';
import type { calls } from '../../lib/api/routes/calls.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { thrownBy } from './thrown-by.ts';

const berth = await aBerth();
const { call, context, origin } = berth;

/** Does not compile when the client's types differ from the route table's. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Plain<T> = {
  [Field in keyof T]: T[Field] extends (string & z.core.$brand) | undefined
    ? string | Extract<T[Field], undefined>
    : T[Field];
};
type Loose<T> = { [Field in keyof T]: T[Field] | undefined };
const callIsTheApis: Same<Loose<Required<Call>>, Loose<Required<Plain<z.output<typeof CallSchema>>>>> = true;
type StartSchema = z.input<(typeof calls)['startCall']['body']>;
const startIsTaken: [StartCall] extends [StartSchema] ? true : never = true;
const startIsWhole: Same<keyof StartCall, keyof StartSchema> = true;

const anEnvironment = (maxConcurrentCalls: number) => berth.aPlace({ maxConcurrentCalls });
const time = (send: typeof fetch = fetch) => virtualTime((seconds) => context.clock.advance(seconds), send);
const clientFor = (apiKey: string, more: Partial<ClientOptions> = {}) =>
  berthClient({ origin, apiKey, endCallsOnSignals: false, ...more });
const liveIn = async (key: string) => done(await call('listCalls', { as: key })).items;
const endedIn = async (key: string, id: string) =>
  done(await call('getCall', { as: key, params: { callId: id } }));
const isBatch = (url: unknown) => String(url).endsWith('/heartbeats');
const isStart = (url: unknown, init?: RequestInit) =>
  String(url).endsWith('/calls') && init?.method === 'POST';

test('its types are those of the route table', () => {
  expect([callIsTheApis, startIsTaken, startIsWhole]).toEqual([true, true, true]);
});

test('a slot is held while the callback runs, and the call is ended as completed', async () => {
  const { key } = await anEnvironment(1);
  let id = '';
  const result = await clientFor(key).withCall(
    async (held) => {
      ({ id } = held.call);
      expect(await liveIn(key)).toEqual([held.call]);
      return 'said';
    },
    { direction: 'inbound', leaseSeconds: 30, reference: 'CA1' },
  );
  expect(result).toBe('said');
  expect(await liveIn(key)).toEqual([]);
  expect(await endedIn(key, id)).toMatchObject({ endReason: 'completed', reference: 'CA1' });
});

test('when the callback fails, the call is ended as failed', async () => {
  const { key } = await anEnvironment(1);
  let id = '';
  const failing = clientFor(key).withCall(async (held) => {
    ({ id } = held.call);
    throw new Error('the line went dead');
  });
  await expect(failing).rejects.toThrow('the line went dead');
  expect(await liveIn(key)).toEqual([]);
  expect(await endedIn(key, id)).toMatchObject({ endReason: 'failed' });
});

test('the program may end its call itself, with a reason of its own', async () => {
  const { key } = await anEnvironment(1);
  const id = await clientFor(key).withCall(async (held) => {
    await held.end('no_answer');
    return held.call.id;
  });
  expect(await endedIn(key, id)).toMatchObject({ endReason: 'no_answer' });
});

test('twenty calls of three minutes in one process cost at most 2.3 requests each', async () => {
  const { key } = await anEnvironment(20);
  const t = time();
  const client = clientFor(key, t);
  const held: HeldCall[] = [];
  for (let started = 0; started < 20; started += 1) {
    held.push(await client.holdCall());
    await t.advance(9);
  }
  t.sent.length = 0;
  // Each call has lasted three minutes when its turn comes, and the next one follows.
  for (const [at, one] of held.entries()) {
    await one.end();
    held[at] = await client.holdCall();
    await t.advance(9);
  }
  expect(t.sent.length / 20).toBeLessThanOrEqual(2.3);
  expect(t.sent.filter(({ path }) => isBatch(path)).length).toBeLessThanOrEqual(5);
  expect(held.every(({ signal }) => !signal.aborted)).toBe(true);
  expect((await liveIn(key)).length).toBe(20);
  await client.close();
});

test('calls with leases of different lengths keep them, in heartbeats of their own', async () => {
  const { key } = await anEnvironment(3);
  const t = time();
  const client = clientFor(key, t);
  const held = [
    await client.holdCall({ leaseSeconds: 10 }),
    await client.holdCall({ leaseSeconds: 3600 }),
    await client.holdCall({ leaseSeconds: 10 }),
  ];
  await t.advance(600);
  expect(held.map(({ signal }) => signal.reason)).toEqual([undefined, undefined, undefined]);
  expect((await liveIn(key)).length).toBe(3);
  await client.close();
});

test('more than a hundred calls are kept alive, a hundred in each request', async () => {
  const { key } = await berth.aPlace({ plan: 1000, maxConcurrentCalls: 150 });
  const t = time();
  const client = clientFor(key, t);
  const held = await Promise.all(Array.from({ length: 150 }, () => client.holdCall({ waitSeconds: 60 })));
  t.sent.length = 0;
  await t.advance(45);
  expect(t.sent.filter(({ path }) => isBatch(path)).length).toBe(2);
  expect(held.every(({ signal }) => !signal.aborted)).toBe(true);
  await client.close();
});

test('no heartbeat is sent when no call is held', async () => {
  const { key } = await anEnvironment(1);
  const t = time();
  await clientFor(key, t).withCall(async () => {});
  t.sent.length = 0;
  await t.advance(600);
  expect(t.sent).toEqual([]);
});

test('when all slots are taken it gives up at once, with the answer of the API', async () => {
  const { key } = await anEnvironment(1);
  done(await call('startCall', { as: key }));
  const refused = clientFor(key).withCall(async () => 'never');
  await expect(refused).rejects.toMatchObject({
    status: 429,
    code: 'concurrency_limit_reached',
    problem: { limit: 1, activeCalls: 1 },
    retryAfter: expect.any(Number),
  });
});

test('the program learns from the next heartbeat that an Admin has ended its call, and does not end it again', async () => {
  const { key, id, account } = await anEnvironment(1);
  const t = time();
  const events: BerthEvent[] = [];
  const held = await clientFor(key, { ...t, onEvent: (event) => events.push(event) }).holdCall();
  done(await call('releaseCall', inEnvironment(account, id, { callId: held.call.id })));
  await t.advance(45);
  expect(held.signal.reason).toMatchObject({ name: 'SlotLost', callId: held.call.id });
  expect(events.map(({ type }) => type)).toContain('call.lost');
  await held.end();
  expect(t.sent.filter(({ method }) => method === 'DELETE')).toEqual([]);
});

/** A time in which the answers to the first three requests are lost. */
function threeLostAnswers() {
  let lost = 0;
  const t = time(async (...request) => {
    const response = await fetch(...request);
    if (lost > 2) return response;
    lost += 1;
    throw new TypeError('fetch failed');
  });
  return { t, lost: () => lost };
}

test('a start whose answer was lost is repeated, and holds one slot', async () => {
  const { key } = await anEnvironment(2);
  const { t, lost } = threeLostAnswers();
  const holding = clientFor(key, t).holdCall();
  await t.advance(30);
  const held = await holding;
  expect(await liveIn(key)).toMatchObject([{ id: held.call.id }]);
  expect(lost()).toBe(3);
  await held.end();
});

test('a lease is counted from the first try, even when the answers of earlier tries were lost', async () => {
  const { key } = await anEnvironment(2);
  const { t } = threeLostAnswers();
  const leaseSeconds = 10;
  const holding = clientFor(key, t).holdCall({ leaseSeconds });
  const begun: unknown[] = [];
  void holding.then((one) => begun.push(one));
  while (begun.length === 0) await t.advance(0.1);
  const [live] = (await liveIn(key)) as { leaseExpiresAt: string }[];
  const left = Date.parse(live?.leaseExpiresAt ?? '') - context.clock.now();
  expect(left).toBeGreaterThan((leaseSeconds - 0.5) * 1000);
  await (await holding).end();
});

test('a start that is never answered is ended, and holds no slot', async () => {
  const { key } = await anEnvironment(1);
  let starts = 0;
  const t = time(async (url, init) => {
    const response = await fetch(url, init);
    if (!isStart(url, init)) return response;
    starts += 1;
    throw new TypeError('fetch failed');
  });
  const failing = clientFor(key, t).withCall(async () => 'never');
  const failed = thrownBy(failing);
  await t.advance(60);
  expect(await failed).toMatchObject({ message: 'fetch failed' });
  expect(starts).toBe(5);
  expect(await liveIn(key)).toEqual([]);
});

/** The answer of API Gateway when a stage gets more requests than it may. */
const gatewayIsBusy = () => Response.json({ message: 'Too Many Requests' }, { status: 429 });
const storms: Record<string, () => Response> = {
  'a busy gateway (429)': gatewayIsBusy,
  'an unavailable Berth (503)': () =>
    Response.json({ code: 'temporarily_unavailable' }, { status: 503, headers: { 'retry-after': '1' } }),
  'a key that is refused by mistake (401)': () => Response.json({ code: 'unauthenticated' }, { status: 401 }),
};

test.each(Object.entries(storms))(
  'a storm of %s that is shorter than the lease costs no call its slot',
  async (_, answer) => {
    const { key } = await anEnvironment(3);
    let isStormy = false;
    const t = time(async (url, init) => (isStormy ? answer() : fetch(url, init)));
    const client = clientFor(key, t);
    const held = [await client.holdCall(), await client.holdCall(), await client.holdCall()];
    isStormy = true;
    await t.advance(75);
    const ending = held[0]?.end('completed');
    await t.advance(3);
    isStormy = false;
    await t.advance(300);
    await ending;
    expect(held.map(({ signal }) => signal.aborted)).toEqual([false, false, false]);
    expect((await liveIn(key)).length).toBe(2);
    await client.close();
    expect(await liveIn(key)).toEqual([]);
  },
);

test('a lease that cannot be renewed ends by the holder’s own clock, so that the program knows before Berth gives the slot away', async () => {
  const { key } = await anEnvironment(1);
  const events: BerthEvent[] = [];
  const beats: number[] = [];
  const t = time(async (url, init) => {
    if (!isBatch(url)) return fetch(url, init);
    beats.push(t.clock.now() / 1000);
    throw new TypeError('fetch failed');
  });
  const held = await clientFor(key, { ...t, onEvent: (event) => events.push(event) }).holdCall({
    leaseSeconds: 60,
  });
  await t.advance(59.9);
  expect(held.signal.aborted).toBe(false);
  expect(events.some((event) => event.type === 'heartbeat.failed' && event.untilLostMs > 30_000)).toBe(true);
  await t.advance(0.1);
  expect(held.signal.reason).toMatchObject({ name: 'SlotLost' });
  expect(beats[0]).toBe(20);
  expect(beats.length).toBeGreaterThan(5);
  t.sent.length = 0;
  await t.advance(600);
  expect(t.sent).toEqual([]);
});

test('close ends held calls, waiting calls and pending starts, and starts no more', async () => {
  const { key } = await anEnvironment(2);
  const t = time();
  const client = clientFor(key, t);
  const held = [await client.holdCall(), await client.holdCall()];
  const waits = thrownBy(client.holdCall({ waitSeconds: 60 }));
  await t.quiet();
  await client.close();
  expect(await waits).toMatchObject({ name: 'ClientClosed' });
  expect(held.map(({ signal }) => (signal.reason as Error).name)).toEqual(['ClientClosed', 'ClientClosed']);
  expect(await liveIn(key)).toEqual([]);
  await expect(client.holdCall()).rejects.toMatchObject({ name: 'ClientClosed' });
});

test('the caller’s own signal ends the call: the program gets the reason, and the slot is free', async () => {
  const { key } = await anEnvironment(1);
  const t = time();
  const hangUp = new AbortController();
  const reason = new Error('They hung up.');
  const running = clientFor(key, t).withCall(
    async ({ signal }) => {
      hangUp.abort(reason);
      signal.throwIfAborted();
    },
    { signal: hangUp.signal },
  );
  await expect(running).rejects.toBe(reason);
  expect(t.sent.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  expect(await liveIn(key)).toEqual([]);
});

test('a listener of events gets each request and cannot harm a call', async () => {
  const { key } = await anEnvironment(1);
  const heard: string[] = [];
  const onEvent = (event: BerthEvent) => {
    heard.push(event.type);
    throw new Error('The exporter is broken.');
  };
  await clientFor(key, { onEvent }).withCall(async () => {});
  expect(heard).toEqual(['request', 'call.started', 'request', 'call.ended']);
});
