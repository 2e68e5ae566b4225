import { aBerth, asAdmin, done, inEnvironment } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';

const berth = await aBerth();
const { call, context } = berth;

const anEnvironment = (maxConcurrentCalls: number, plan = 10_000) =>
  berth.aPlace({ plan, maxConcurrentCalls });
const start = (as: string, body: { id?: string; leaseSeconds?: number } = {}) =>
  call('startCall', { as, body });
const end = (as: string, callId: string) => call('endCall', { as, params: { callId } });
const heartbeat = (as: string, callId: string) => call('heartbeatCall', { as, params: { callId } });
const statusesOf = (answers: readonly { status: number }[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, all]) => [status, all.length]),
  );

/** A start that gives up on a busy gate has done nothing. It is sent again, as its answer says. */
async function startPatiently(key: string, body: Parameters<typeof start>[1]) {
  let answer = await start(key, body);
  while (answer.status === 503) answer = await start(key, body);
  return answer;
}

/** Starts this many calls, 64 at a time. */
async function startMany(key: string, count: number, name?: (n: number) => string, clients = 64) {
  const answers: Awaited<ReturnType<typeof start>>[] = [];
  let next = 0;
  const client = async () => {
    for (let n = next++; n < count; n = next++)
      answers.push(await startPatiently(key, name ? { id: name(n) } : {}));
  };
  await Promise.all(Array.from({ length: Math.min(clients, count) }, client));
  return answers;
}

describe('at a limit of 40', () => {
  test('exactly 40 of 200 simultaneous starts get in; the others learn why not and when to try again', async () => {
    const { key } = await anEnvironment(40);
    const answers = await Promise.all(Array.from({ length: 200 }, () => start(key)));
    expect(statusesOf(answers)).toEqual({ 201: 40, 429: 160 });
    for (const refused of answers.filter(({ status }) => status === 429)) {
      expect(refused.body).toMatchObject({ code: 'concurrency_limit_reached', limit: 40, activeCalls: 40 });
      expect(refused.headers.get('retry-after')).toBe('30');
    }
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(ids.size).toBe(40);

    const [first = ''] = ids;
    expect((await end(key, first)).status).toBe(204);
    expect(statusesOf(await Promise.all(Array.from({ length: 20 }, () => start(key))))).toEqual({
      201: 1,
      429: 19,
    });
  });

  test('when 40 holders crash, exactly 40 new calls get in after their leases, and the old holders can do no harm', async () => {
    const { key } = await anEnvironment(40);
    const dead = (await startMany(key, 40)).map(({ body }) => body.id);
    expect(await start(key)).toMatchObject({ status: 429 });
    context.clock.advance(121);
    expect(statusesOf(await startMany(key, 100))).toEqual({ 201: 40, 429: 60 });

    // Holders that wake up late.
    for (const id of dead.slice(0, 5)) {
      expect(await heartbeat(key, id)).toBeRefused(410, 'lease_expired');
      expect((await end(key, id)).status).toBe(204);
    }
    expect(await start(key)).toAnswer(429, { activeCalls: 40 });
  });

  test('Retry-After is the time until the next lease could end', async () => {
    const { key } = await anEnvironment(1);
    done(await start(key, { leaseSeconds: 12 }));
    expect(Number((await start(key)).headers.get('retry-after'))).toBeLessThanOrEqual(12);
    expect(Number((await start(key)).headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });
});

describe.each([1, 40, 41, 1_000])('a limit of %i', (limit) => {
  test.each([
    ['unnamed calls', undefined],
    ['named calls', (n: number) => `call-${n}`],
  ])('is reached exactly by 64 clients with %s, and again after some calls have ended', async (_, name) => {
    const { key } = await anEnvironment(limit);
    const answers = await startMany(key, limit + 20, name);
    expect(statusesOf(answers)).toEqual({ 201: limit, 429: 20 });
    expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({ limit, activeCalls: limit });

    const live = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    const ending = live.slice(0, Math.ceil(limit / 50));
    expect(statusesOf(await Promise.all(ending.map((id) => end(key, id))))).toEqual({ 204: ending.length });
    const more = await startMany(key, ending.length + 5, name && ((n) => name(10_000 + n)));
    expect(statusesOf(more)).toEqual({ 201: ending.length, 429: 5 });
  });
});

describe('the id of a call', () => {
  test.each([1, 100])(
    'makes a start safe to repeat at a limit of %i: it returns the same call in the same slot',
    async (limit) => {
      const { key } = await anEnvironment(limit);
      const answers = await Promise.all(Array.from({ length: 20 }, () => start(key, { id: 'mine' })));
      expect(statusesOf(answers)).toEqual({ 200: 19, 201: 1 });
      const [{ body }] = answers as [(typeof answers)[number]];
      for (const answer of answers) expect(answer.body).toEqual(body);
      expect(done(await call('listCalls', { as: key })).items).toEqual([body]);
    },
  );

  test('can be given as the Idempotency-Key, whatever characters it has', async () => {
    const { key } = await anEnvironment(5);
    const withKey = (idempotencyKey: string) =>
      call('startCall', { as: key, headers: { 'idempotency-key': idempotencyKey } });
    expect(await withKey('job-1')).toAnswer(201, { id: 'job-1' });
    expect(await start(key, { id: 'job-1' })).toAnswer(200, { id: 'job-1' });
    const odd = await withKey('!'.repeat(255));
    expect(odd).toAnswer(201, { id: expect.stringMatching(/^key:/) });
    expect(await withKey('!'.repeat(255))).toAnswer(201, odd.body);
    expect(await call('getCall', { as: key, params: { callId: odd.body.id } })).toMatchObject({
      status: 200,
    });
  });

  test('is free again when its call has ended or its lease has expired', async () => {
    for (const limit of [1, 100]) {
      const { key } = await anEnvironment(limit);
      done(await start(key, { id: 'again', leaseSeconds: 10 }));
      done(await end(key, 'again'));
      expect(await start(key, { id: 'again', leaseSeconds: 10 })).toMatchObject({ status: 201 });
      context.clock.advance(11);
      expect(await call('getCall', { as: key, params: { callId: 'again' } })).toAnswer(200, {
        status: 'ended',
      });
      expect(await start(key, { id: 'again' })).toMatchObject({ status: 201 });
      expect(done(await call('listCalls', { as: key })).items).toHaveLength(1);
    }
  });

  test('that Berth made names its call, and no other call can be started under it', async () => {
    const { key } = await anEnvironment(5);
    const { id } = done(await start(key));
    expect(await start(key, { id })).toAnswer(200, { id });
    done(await end(key, id));
    expect(await start(key, { id })).toAnswer(422, { errors: [{ path: 'id' }] });
  });
});

describe('a call', () => {
  test('is kept alive by heartbeats and listed with its lease', async () => {
    const { key } = await anEnvironment(5);
    const { body } = await call('startCall', {
      as: key,
      body: { id: 'a', direction: 'inbound', leaseSeconds: 20 },
    });
    expect(body).toMatchObject({ id: 'a', status: 'active', direction: 'inbound' });
    expect(Date.parse(body.leaseExpiresAt) - Date.parse(body.startedAt)).toBe(20_000);
    for (let beats = 0; beats < 3; beats += 1) {
      context.clock.advance(15);
      const params = { callId: 'a' };
      expect((await call('heartbeatCall', { as: key, params, body: { leaseSeconds: 20 } })).status).toBe(200);
    }
    const { items } = done(await call('listCalls', { as: key }));
    expect(items).toMatchObject([{ id: 'a', startedAt: body.startedAt, direction: 'inbound' }]);
    const [running] = items.filter((item) => item.status === 'active');
    expect(Date.parse(running?.leaseExpiresAt ?? '')).toBeGreaterThan(Date.parse(body.leaseExpiresAt));
  });

  test('shows its direction and start, also when Berth made its id', async () => {
    const { key } = await anEnvironment(5);
    const { body } = await call('startCall', { as: key, body: { direction: 'inbound' } });
    expect(body.direction).toBe('inbound');
    expect(await call('getCall', { as: key, params: { callId: body.id } })).toAnswer(200, body);
  });

  test('that does not run answers 204 to an end and 410 to a heartbeat', async () => {
    for (const limit of [5, 100]) {
      const { key } = await anEnvironment(limit);
      const { id } = done(await start(key));
      for (const callId of [id, id, 'never-was']) expect((await end(key, callId)).status).toBe(204);
      for (const callId of [id, 'never-was']) expect((await heartbeat(key, callId)).status).toBe(410);
    }
  });

  test('is listed page by page, for machines and for people', async () => {
    const { key, id, account } = await anEnvironment(100);
    const started = (await startMany(key, 45, (n) => `call-${n}`)).map(({ body }) => body.id);
    const lists = [
      await everyItem(20, async (query) => done(await call('listCalls', { as: key, query }))),
      await everyItem(20, async (query) =>
        done(await call('listEnvironmentCalls', { ...inEnvironment(account, id), query })),
      ),
    ];
    for (const listed of lists) expect(listed.map((item) => item.id).toSorted()).toEqual(started.toSorted());
  });
});

describe('lowering a limit below the number of running calls', () => {
  test.each([
    [10, 8, 3],
    [130, 120, 30],
  ])(
    'from %i with %i calls to %i cuts no call, admits none until fewer run, and returns to the plan what ends',
    async (from, running, to) => {
      const { key, id, account } = await anEnvironment(from, 200);
      const calls = (await startMany(key, running)).map(({ body }) => body.id);
      const edited = await call('editEnvironment', {
        ...inEnvironment(account, id),
        body: { maxConcurrentCalls: to },
      });
      expect(edited).toAnswer(200, { maxConcurrentCalls: to });
      expect(edited.body.allocatedConcurrentCalls).toBe(running);

      while (calls.length > to) {
        expect(await start(key)).toAnswer(429, { limit: to, activeCalls: calls.length });
        const ending = calls.splice(0, Math.min(7, calls.length - to));
        for (const callId of ending) done(await end(key, callId));
        const { body } = await call('getEnvironment', inEnvironment(account, id));
        expect(body.allocatedConcurrentCalls).toBe(calls.length);
      }
      expect(await start(key)).toMatchObject({ status: 429 });
      const { allocated, environments } = done(await call('getConcurrency', asAdmin(account)));
      expect(environments.find(({ environmentId }) => environmentId === id)).toMatchObject({
        maxConcurrentCalls: to,
        activeCalls: calls.length,
      });
      expect(allocated).toBe(
        environments.reduce((sum, { allocatedConcurrentCalls }) => sum + allocatedConcurrentCalls, 0),
      );
      for (const callId of calls) done(await end(key, callId));
      expect(statusesOf(await startMany(key, to + 3))).toEqual({ 201: to, 429: 3 });
    },
  );
});

test('when the holders above a lowered limit have crashed, new calls get in at once, up to the new limit', async () => {
  const { key, id, account } = await anEnvironment(130, 200);
  await startMany(key, 120);
  done(await call('editEnvironment', { ...inEnvironment(account, id), body: { maxConcurrentCalls: 90 } }));
  expect((await start(key)).status).toBe(429);
  context.clock.advance(121);
  expect(statusesOf(await startMany(key, 100, undefined, 8))).toEqual({ 201: 90, 429: 10 });
});

describe('deleting an environment with calls', () => {
  test('is refused with their number; draining admits no call, lets them end, and deletes the environment with the last one', async () => {
    const { key, id, account } = await anEnvironment(10, 40);
    const [one = '', two = ''] = (await startMany(key, 2)).map(({ body }): string => body.id);
    expect(await call('deleteEnvironment', inEnvironment(account, id))).toBeRefused(
      409,
      'environment_has_active_calls',
      { activeCalls: 2 },
    );
    expect(
      (await call('deleteEnvironment', { ...inEnvironment(account, id), query: { drain: true } })).status,
    ).toBe(204);
    expect(await start(key)).toBeRefused(409, 'environment_draining');
    expect((await heartbeat(key, one)).status).toBe(200);
    expect(await call('getEnvironment', inEnvironment(account, id))).toAnswer(200, {
      maxConcurrentCalls: 0,
      allocatedConcurrentCalls: 2,
    });
    expect((await end(key, one)).status).toBe(204);
    expect((await call('getEnvironment', inEnvironment(account, id))).status).toBe(200);
    expect((await end(key, two)).status).toBe(204);
    expect((await call('getEnvironment', inEnvironment(account, id))).status).toBe(404);
    expect((await start(key)).status).toBe(401);
    const accountNow = await call('getAccount', asAdmin(account));
    expect(accountNow.body.allocatedConcurrentCalls).toBe(20);
  });
});

test('each step of a call costs one request to DynamoDB: start, heartbeat, end and a refused start', async () => {
  const { key } = await anEnvironment(1);
  const costOf = (run: () => Promise<unknown>) => berth.requestsOf(run);
  expect(await costOf(() => start(key, { id: 'a' }))).toEqual(['UpdateItem']);
  expect(await costOf(() => start(key, { id: 'a' }))).toEqual(['UpdateItem']);
  expect(await costOf(() => start(key, { id: 'b' }))).toEqual(['UpdateItem']);
  expect(await costOf(() => heartbeat(key, 'a'))).toEqual(['UpdateItem']);
  expect(await costOf(() => end(key, 'a'))).toEqual(['UpdateItem']);
  const { id } = done(await start(key));
  expect(await costOf(() => heartbeat(key, id))).toEqual(['UpdateItem']);
  expect(await costOf(() => end(key, id))).toEqual(['UpdateItem']);
});
