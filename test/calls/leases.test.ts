import { aBerth, done, inEnvironment, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;

const anEnvironment = (maxConcurrentCalls: number) => berth.aPlace({ plan: 200, maxConcurrentCalls });
const end = (as: string, callId: string) => call('endCall', { as, params: { callId } });
const secondsLeft = (leaseExpiresAt: string) =>
  Math.round((Date.parse(leaseExpiresAt) - context.clock.now()) / 1000);

describe.each([5, 60])('a heartbeat without leaseSeconds, at a limit of %i', (limit) => {
  test.each([
    ['the gate made the id', {}],
    ['the gate made the id, and the call refers to something', { refers: true }],
    ['the caller named the call', { id: 'mine' }],
  ])('never shortens a lease: %s', async (_, { refers, ...named }: { refers?: boolean; id?: string }) => {
    const { key: as } = await anEnvironment(limit);
    const agentId = refers && done(await call('createAgent', { as, body: { name: 'Ada' } })).id;
    const body = { ...named, ...(agentId !== undefined && agentId !== false && { agentId }) };
    const started = done(await call('startCall', { as, body: { ...body, leaseSeconds: 3600 } }));
    const params = { callId: started.id };
    for (const sent of [undefined, {}]) {
      const kept = done(await call('heartbeatCall', { as, params, ...(sent && { body: sent }) }));
      expect(kept).toEqual(started);
    }
    expect(done(await call('getCall', { as, params }))).toEqual(started);

    const shorter = done(await call('heartbeatCall', { as, params, body: { leaseSeconds: 60 } }));
    expect(secondsLeft(shorter.leaseExpiresAt)).toBe(60);
    const longer = done(await call('heartbeatCall', { as, params }));
    expect(secondsLeft(longer.leaseExpiresAt)).toBe(120);
    expect(longer.startedAt).toBe(started.startedAt);
    done(await end(as, started.id));
    expect(await call('heartbeatCall', { as, params })).toMatchObject({ status: 410 });
  });
});

test('a heartbeat renews only the call that it names', async () => {
  const { key: as } = await anEnvironment(5);
  const [one, other] = [done(await call('startCall', { as })), done(await call('startCall', { as }))];
  context.clock.advance(60);
  done(await call('heartbeatCall', { as, params: { callId: one.id } }));
  expect(done(await call('getCall', { as, params: { callId: other.id } }))).toEqual(other);
});

describe('the last use of a key is shown', () => {
  const late = { callId: 'late' };
  const lastUsedAt = async (account: TestAccount, environmentId: string) =>
    done(await call('getEnvironment', inEnvironment(account, environmentId))).apiKey.lastUsedAt;

  test.each([
    ['a start', (as: string) => call('startCall', { as })],
    ['a list of calls', (as: string) => call('listCalls', { as })],
    ['a list of ended calls', (as: string) => call('listCalls', { as, query: { status: 'ended' } })],
    ['a look at the environment', (as: string) => call('getOwnEnvironment', { as })],
    ['a list of agents', (as: string) => call('listAgents', { as })],
    ['a new agent', (as: string) => call('createAgent', { as, body: { name: 'Ada' } })],
    ['a report', (as: string) => call('getUsage', { as })],
    ['an export of usage', (as: string) => call('exportUsage', { as })],
    ['an export of calls', (as: string) => call('exportCalls', { as })],
    ['a heartbeat that is too late', (as: string) => call('heartbeatCall', { as, params: late }), 410],
    ['heartbeats that are too late', (as: string) => call('heartbeatCalls', { as, body: { ids: ['late'] } })],
    ['the end of a call that has ended', (as: string) => call('endCall', { as, params: late })],
  ])('after %s', async (_, use, status = 204) => {
    const { account, id, key } = await anEnvironment(5);
    expect(await lastUsedAt(account, id)).toBeNull();
    expect([200, 201, status]).toContain((await use(key)).status);
    expect(Date.parse((await lastUsedAt(account, id)) ?? '')).toBeGreaterThan(context.clock.now() - 60_000);
  });

  test.each([5, 90])('after a start that a pause refuses, at a limit of %i', async (limit) => {
    const { account, id, key: as } = await anEnvironment(limit);
    done(await call('editEnvironment', { ...inEnvironment(account, id), body: { paused: true } }));
    expect(await call('startCall', { as })).toBeRefused(409, 'environment_paused');
    expect(Date.parse((await lastUsedAt(account, id)) ?? '')).toBeGreaterThan(context.clock.now() - 60_000);
  });

  test.each([0, 1, 50])('after a refused start, at a limit of %i, and once an hour', async (limit) => {
    const { account, id, key: as } = await anEnvironment(limit);
    for (let n = 0; n < limit; n += 1) done(await call('startCall', { as, body: { leaseSeconds: 3600 } }));
    context.clock.advance(limit === 0 ? 0 : 1800);
    const refuse = async () => expect((await call('startCall', { as })).status).toBe(429);
    await refuse();
    expect(Date.parse((await lastUsedAt(account, id)) ?? '')).toBeGreaterThan(context.clock.now() - 3600_000);
    expect((await berth.requestsOf(refuse)).filter((name) => name === 'UpdateItem').length).toBeLessThan(2);
  });

  test('after a heartbeat and an end, without another request', async () => {
    const { account, id, key: as } = await anEnvironment(5);
    const params = { callId: done(await call('startCall', { as, body: { leaseSeconds: 3600 } })).id };
    const uses = [
      () => call('heartbeatCall', { as, params, body: { leaseSeconds: 3600 } }),
      () => call('endCall', { as, params }),
    ];
    for (const use of uses) {
      context.clock.advance(1800);
      expect(await berth.requestsOf(use)).toEqual(['UpdateItem']);
      expect(Date.parse((await lastUsedAt(account, id)) ?? '')).toBeGreaterThan(context.clock.now() - 60_000);
    }
  });
});
