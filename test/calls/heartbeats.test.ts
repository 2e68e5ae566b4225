import { aBerth, done, inEnvironment } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;

const anEnvironment = (maxConcurrentCalls: number, reservedInboundCalls = 0) =>
  berth.aPlace({ plan: 400, maxConcurrentCalls, reservedInboundCalls });
const start = async (as: string, body: { id?: string; leaseSeconds?: number } = {}) =>
  done(await call('startCall', { as, body })).id;
const beat = (as: string, ids: readonly string[], leaseSeconds?: number) =>
  call('heartbeatCalls', {
    as,
    body: { ids: [...ids], ...(leaseSeconds !== undefined && { leaseSeconds }) },
  });
const liveIn = async (as: string) =>
  new Map(
    done(await call('listCalls', { as, query: { limit: 100 } })).items.map((item) => [
      item.id as string,
      'leaseExpiresAt' in item ? item.leaseExpiresAt : '',
    ]),
  );

describe.each([
  ['one gate', 40],
  ['three gates', 120],
])('heartbeatCalls, in an environment of %s', (_, limit) => {
  test('renews all running calls, in the order of the ids, with one request for each gate', async () => {
    const { key: as } = await anEnvironment(limit);
    const made = await Promise.all(Array.from({ length: 25 }, () => start(as)));
    const named = await Promise.all(Array.from({ length: 10 }, (__, n) => start(as, { id: `n-${n}` })));
    const ids = [...made, ...named].toReversed();
    context.clock.advance(60);
    const requests = await berth.requestsOf(async () => {
      const { items } = done(await beat(as, ids, 600));
      expect(items.map(({ id }) => id)).toEqual(ids);
      const live = await liveIn(as);
      for (const item of items)
        expect(item).toEqual({ id: item.id, status: 'active', leaseExpiresAt: live.get(item.id) });
      const [first] = items;
      expect(first).toMatchObject({ status: 'active' });
    });
    const updates = requests.filter((name) => name === 'UpdateItem').length;
    // An id that Berth made tells its gate. Named calls can be in any gate.
    const gates = new Set(made.map((id) => id.charAt(2)));
    expect([updates >= gates.size, updates <= (limit === 40 ? 1 : 3)]).toEqual([true, true]);
    expect(
      [...(await liveIn(as)).values()].every((end) => Date.parse(end) > context.clock.now() + 590_000),
    ).toBe(true);
  });

  test('reports expired calls, renews the others, and brings no expired call back', async () => {
    const { key: as } = await anEnvironment(limit);
    const short = await Promise.all([
      start(as, { leaseSeconds: 10 }),
      start(as, { id: 's', leaseSeconds: 10 }),
    ]);
    const long = await Promise.all([
      start(as, { leaseSeconds: 100 }),
      start(as, { id: 'l', leaseSeconds: 100 }),
    ]);
    const ended = await start(as);
    done(await call('endCall', { as, params: { callId: ended } }));
    context.clock.advance(11);
    const ids = [short[0], long[0], 'never-was', short[1], long[1], ended, 'constructor'];
    const { items } = done(await beat(as, ids));
    expect(items.map(({ id, status }) => [id, status])).toEqual([
      [short[0], 'expired'],
      [long[0], 'active'],
      ['never-was', 'expired'],
      [short[1], 'expired'],
      [long[1], 'active'],
      [ended, 'expired'],
      ['constructor', 'expired'],
    ]);
    expect([...(await liveIn(as)).keys()].toSorted()).toEqual([...long].toSorted());
  });

  test('never shortens a lease without leaseSeconds, and can shorten it with leaseSeconds', async () => {
    const { key: as } = await anEnvironment(limit);
    const long = [
      await start(as, { leaseSeconds: 3600 }),
      await start(as, { id: 'long', leaseSeconds: 3600 }),
    ];
    const short = await start(as, { leaseSeconds: 20 });
    const before = await liveIn(as);
    const { items } = done(await beat(as, [...long, short]));
    expect(items.map(({ status }) => status)).toEqual(['active', 'active', 'active']);
    const after = await liveIn(as);
    for (const [index, id] of long.entries()) {
      expect(after.get(id)).toBe(before.get(id));
      expect(items[index]).toMatchObject({ leaseExpiresAt: before.get(id) });
    }
    expect(Date.parse(after.get(short) ?? '')).toBeGreaterThan(Date.parse(before.get(short) ?? ''));
    done(await beat(as, long, 30));
    for (const end of (await liveIn(as)).values())
      expect(Date.parse(end)).toBeLessThan(context.clock.now() + 121_000);
  });

  test('answers an id twice when it is listed twice, and accepts at most a hundred ids', async () => {
    const { key: as } = await anEnvironment(limit);
    const id = await start(as);
    const { items } = done(await beat(as, [id, 'gone', id]));
    expect(items.map(({ status }) => status)).toEqual(['active', 'expired', 'active']);
    expect(items[0]).toEqual(items[2]);
    const many = Array.from({ length: 99 }, (__, n) => `${'x'.repeat(60)}${n}`);
    expect(done(await beat(as, [...many, id])).items.at(-1)).toMatchObject({ id, status: 'active' });
    for (const ids of [[], [...many, id, 'y'], ['..'], [' ']])
      expect(await beat(as, ids)).toBeRefused(422, 'invalid_input');
  });

  test('keeps a hundred calls alive at once, and none of another environment', async () => {
    const [own, other] = await Promise.all([anEnvironment(Math.max(limit, 100)), anEnvironment(5)]);
    const ids = await Promise.all(Array.from({ length: 100 }, () => start(own.key, { leaseSeconds: 3600 })));
    const items = done(await beat(own.key, ids)).items;
    expect(items.every(({ status }) => status === 'active')).toBe(true);
    expect(done(await beat(other.key, ids)).items.every(({ status }) => status === 'expired')).toBe(true);
    expect(await beat(`${own.key.slice(0, -1)}!`, ids)).toMatchObject({ status: 401 });
  });
});

test('renews nothing for a revoked key', async () => {
  const account = await berth.anAccount({ plan: 200 });
  for (const maxConcurrentCalls of [10, 90]) {
    const { id, key, keyId } = await berth.anEnvironment(account, { maxConcurrentCalls });
    const callId = await start(key);
    done(await call('revokeApiKey', inEnvironment(account, id, { keyId })));
    for (const ids of [[callId], ['never-was'], [callId, 'never-was']])
      expect(await beat(key, ids)).toMatchObject({ status: 401 });
  }
});
