import type * as z from 'zod/mini';
import { berthClient, type Call, type ClientOptions, type StartCall } from '../../client/berth-client.ts';
import type { Call as CallSchema } from '../../lib/api/schemas/call.ts';
import type { calls } from '../../lib/api/routes/calls.ts';
import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context, origin } = berth;

/** Fails to compile when the client's types are not the route table's. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Plain<T> = {
  [Field in keyof T]: T[Field] extends (string & z.core.$brand) | undefined
    ? string | Extract<T[Field], undefined>
    : T[Field];
};
const callIsTheApis: Same<Call, Plain<z.output<typeof CallSchema>>> = true;
type StartSchema = z.input<(typeof calls)['startCall']['body']>;
const startIsTaken: [StartCall] extends [StartSchema] ? true : never = true;
const startIsWhole: Same<keyof StartCall, keyof StartSchema> = true;

async function anEnvironment(maxConcurrentCalls: number) {
  const account = await berth.anAccount();
  return { account, ...(await berth.anEnvironment(account, { maxConcurrentCalls })) };
}
const clientFor = (apiKey: string, more: Partial<ClientOptions> = {}) =>
  berthClient({ origin, apiKey, ...more });
const liveIn = async (key: string) => done(await call('listCalls', { as: key })).items;

/** A pause that takes no time: the product's clock is moved instead. */
const pauseByClock = async (milliseconds: number, signal: AbortSignal) => {
  await new Promise((next) => setImmediate(next));
  signal.throwIfAborted();
  context.clock.advance(milliseconds / 1000);
};

test('its types are those of the route table', () => {
  expect([callIsTheApis, startIsTaken, startIsWhole]).toEqual([true, true, true]);
});

test('a place is held while something runs, and given back after it', async () => {
  const { key } = await anEnvironment(1);
  const result = await clientFor(key).withCall(
    async (running) => {
      expect(await liveIn(key)).toEqual([running.call]);
      return 'said';
    },
    { direction: 'inbound', leaseSeconds: 30 },
  );
  expect(result).toBe('said');
  expect(await liveIn(key)).toEqual([]);
});

test('the place is given back as well when what runs fails', async () => {
  const { key } = await anEnvironment(1);
  const failing = clientFor(key).withCall(async () => {
    throw new Error('the line went dead');
  });
  await expect(failing).rejects.toThrow('the line went dead');
  expect(await liveIn(key)).toEqual([]);
});

test('heartbeats keep a call alive for many leases', async () => {
  const { key } = await anEnvironment(1);
  let beats = 0;
  let enough: () => void;
  const manyBeats = new Promise<void>((resolve) => (enough = resolve));
  const pause: ClientOptions['pause'] = async (milliseconds, signal) => {
    beats += 1;
    if (beats > 12) enough();
    await pauseByClock(milliseconds, signal);
  };
  await clientFor(key, { pause }).withCall(
    async ({ call: { id }, signal }) => {
      await manyBeats;
      expect(signal.aborted).toBe(false);
      expect(await liveIn(key)).toMatchObject([{ id }]);
    },
    { leaseSeconds: 10 },
  );
});

test('when all places are taken it gives up at once, with what the API says', async () => {
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

test('told to wait it waits as long as the API says, until a place is free', async () => {
  const { key } = await anEnvironment(1);
  done(await call('startCall', { as: key, body: { leaseSeconds: 60 } }));
  const waits: number[] = [];
  const pause: ClientOptions['pause'] = async (milliseconds, signal) => {
    waits.push(milliseconds);
    await pauseByClock(milliseconds, signal);
  };
  const ran = await clientFor(key, { pause }).withCall(async () => waits.length, { waitSeconds: 120 });
  // The last pause is the one before the first heartbeat.
  const waited = waits.slice(0, ran - 1);
  expect(waited.length).toBeGreaterThan(0);
  for (const wait of waited) expect(wait).toBeLessThanOrEqual(30_000);

  done(await call('startCall', { as: key, body: { leaseSeconds: 600 } }));
  const inVain = clientFor(key, { pause: pauseByClock }).withCall(async () => 'never', { waitSeconds: 20 });
  await expect(inVain).rejects.toMatchObject({ code: 'concurrency_limit_reached' });
});

test('when the place is lost, what runs is told', async () => {
  const { key, keyId, id, account } = await anEnvironment(1);
  let beat: () => void = () => {};
  const pause: ClientOptions['pause'] = () => new Promise((resolve) => (beat = resolve));
  await clientFor(key, { pause }).withCall(async ({ signal }) => {
    const params = { accountId: account.accountId, environmentId: id, keyId };
    done(await call('revokeApiKey', { as: account.admin.token, params }));
    const told = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    beat();
    await told;
    expect(signal.reason).toMatchObject({ status: 401, code: 'unauthenticated' });
  });
});

test('a start whose answer got lost is repeated, and holds one place', async () => {
  const { key } = await anEnvironment(2);
  let lost = 0;
  const unlucky: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    if (lost > 2) return response;
    lost += 1;
    throw new TypeError('fetch failed');
  };
  await clientFor(key, { fetch: unlucky, pause: pauseByClock }).withCall(async (running) => {
    expect(await liveIn(key)).toMatchObject([{ id: running.call.id }]);
  });
  expect(lost).toBe(3);
});

/** As API Gateway says it when a stage has all the requests that it takes. */
const gatewayIsBusy = () => Response.json({ message: 'Too Many Requests' }, { status: 429 });
const isHeartbeat = (url: unknown) => String(url).endsWith('/heartbeat');

test('a gateway that is too busy for a heartbeat, or for the end, is asked again: the call goes on, its place comes back', async () => {
  const { key } = await anEnvironment(1);
  const refused = { heartbeats: 0, ends: 0 };
  let kept: () => void;
  const isKept = new Promise<void>((resolve) => (kept = resolve));
  const busy: typeof fetch = async (url, options) => {
    if (isHeartbeat(url) && refused.heartbeats < 2) {
      refused.heartbeats += 1;
      return gatewayIsBusy();
    }
    if (options?.method === 'DELETE' && refused.ends < 2) {
      refused.ends += 1;
      return gatewayIsBusy();
    }
    const response = await fetch(url, options);
    if (isHeartbeat(url)) kept();
    return response;
  };
  await clientFor(key, { fetch: busy, pause: pauseByClock }).withCall(async ({ signal }) => {
    await isKept;
    expect(signal.aborted).toBe(false);
  });
  expect(refused).toEqual({ heartbeats: 2, ends: 2 });
  expect(await liveIn(key)).toEqual([]);
});

test('a lease that can not be renewed is over by the holder’s own clock too: what runs is told', async () => {
  const { key } = await anEnvironment(1);
  let now = 0;
  const beats: number[] = [];
  const cutOff: typeof fetch = async (url, options) => {
    if (!isHeartbeat(url)) return fetch(url, options);
    beats.push(now);
    throw new TypeError('fetch failed');
  };
  const pause: ClientOptions['pause'] = async (milliseconds, signal) => {
    await pauseByClock(milliseconds, signal);
    now += milliseconds;
  };
  await clientFor(key, { fetch: cutOff, pause, now: () => now }).withCall(
    async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      expect(signal.reason).toMatchObject({ message: 'The lease is over, and Berth could not be reached.' });
    },
    { leaseSeconds: 60 },
  );
  expect(beats[0]).toBe(20_000);
  expect(beats.length).toBeGreaterThan(5);
  expect(beats.at(-1)).toBeGreaterThanOrEqual(60_000);
  expect(beats.at(-2)).toBeLessThan(60_000);
});

test('a start of which no answer ever came is ended: it holds no place', async () => {
  const { key } = await anEnvironment(1);
  let starts = 0;
  const deaf: typeof fetch = async (url, options) => {
    const response = await fetch(url, options);
    if (options?.method !== 'POST') return response;
    starts += 1;
    throw new TypeError('fetch failed');
  };
  const failing = clientFor(key, { fetch: deaf, pause: pauseByClock }).withCall(async () => 'never');
  await expect(failing).rejects.toThrow('fetch failed');
  expect(starts).toBe(5);
  expect(await liveIn(key)).toEqual([]);
});

/** Never answers: what is sent comes to an end when its sender gives it up. */
const unanswered: typeof fetch = (_, init) =>
  new Promise((_answered, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
  });

test('waitSeconds bounds all of the wait: also of a start that is never answered, which is asked for once', async () => {
  const { key } = await anEnvironment(1);
  let starts = 0;
  const send: typeof fetch = (url, init) => {
    if (init?.method !== 'POST') return fetch(url, init);
    starts += 1;
    return unanswered(url, init);
  };
  const waiting = clientFor(key, { fetch: send }).withCall(async () => 'never', { waitSeconds: 0.05 });
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(starts).toBe(1);
});

test('a wait that ends while a start is not answered ends with the refusal that it began with', async () => {
  const { key } = await anEnvironment(1);
  done(await call('startCall', { as: key }));
  let starts = 0;
  const send: typeof fetch = (url, init) => {
    starts += init?.method === 'POST' ? 1 : 0;
    return starts < 2 || init?.method !== 'POST' ? fetch(url, init) : unanswered(url, init);
  };
  const waiting = clientFor(key, { fetch: send, pause: async () => {} }).withCall(async () => 'never', {
    waitSeconds: 2,
  });
  await expect(waiting).rejects.toMatchObject({ code: 'concurrency_limit_reached' });
  expect(starts).toBe(2);
});

test('its caller’s own signal ends the call: what runs hears the reason, the place is free, nothing is sent any more', async () => {
  const { key } = await anEnvironment(1);
  const sent: string[] = [];
  const send: typeof fetch = async (url, init) => {
    sent.push(String(init?.method));
    return fetch(url, init);
  };
  const hangUp = new AbortController();
  const reason = new Error('They hung up.');
  const running = clientFor(key, { fetch: send }).withCall(
    async ({ signal }) => {
      hangUp.abort(reason);
      signal.throwIfAborted();
    },
    { signal: hangUp.signal },
  );
  await expect(running).rejects.toBe(reason);
  expect(sent).toEqual(['POST', 'DELETE']);
  expect(await liveIn(key)).toEqual([]);
});

test('its caller’s own signal ends the wait for a place: no start is sent after it, and no place is held', async () => {
  const { key } = await anEnvironment(1);
  const { id } = done(await call('startCall', { as: key }));
  const enough = new AbortController();
  const reason = new Error('They hung up.');
  let starts = 0;
  const send: typeof fetch = async (url, init) => {
    starts += init?.method === 'POST' ? 1 : 0;
    return fetch(url, init);
  };
  const pause: ClientOptions['pause'] = async (_, signal) => {
    enough.abort(reason);
    signal.throwIfAborted();
  };
  const waiting = clientFor(key, { fetch: send, pause }).withCall(async () => 'never', {
    waitSeconds: 60,
    signal: enough.signal,
  });
  await expect(waiting).rejects.toBe(reason);
  expect(starts).toBe(1);
  expect(await liveIn(key)).toMatchObject([{ id }]);
});
