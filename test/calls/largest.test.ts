import { aBerth, done, inEnvironment } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

const LARGEST = 10_000;
const TOO_MANY = 100;
const CLIENTS = 64;

test('64 clients reach the largest possible limit exactly, at about one request for each start', async () => {
  const account = await berth.anAccount({ plan: LARGEST });
  const request = inEnvironment(account, account.defaultId);
  done(await call('editEnvironment', { ...request, body: { maxConcurrentCalls: LARGEST } }));
  const key = done(await call('rotateApiKey', request)).secret ?? '';

  const counts = { 201: 0, 429: 0 } as Record<number, number>;
  let started = 0;
  let last = '';
  const client = async () => {
    while (started < LARGEST + TOO_MANY) {
      started += 1;
      const { status, body } = await call('startCall', { as: key, body: { leaseSeconds: 3_600 } });
      counts[status] = (counts[status] ?? 0) + 1;
      if (status === 201) last = body.id;
    }
  };
  const requests = await berth.requestsOf(() => Promise.all(Array.from({ length: CLIENTS }, client)));
  expect(counts).toEqual({ 201: LARGEST, 429: TOO_MANY });
  expect(requests.length).toBeLessThan(1.1 * LARGEST);

  done(await call('endCall', { as: key, params: { callId: last } }));
  expect(await call('startCall', { as: key })).toMatchObject({ status: 201 });
  expect(await call('startCall', { as: key })).toAnswer(429, { limit: LARGEST, activeCalls: LARGEST });
}, 600_000);
