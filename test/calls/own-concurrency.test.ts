import { aBerth, done } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';

const berth = await aBerth();
const { call, context } = berth;

test.each([20, 100])(
  'getOwnConcurrency shows how many calls run and may run right now, at a limit of %i',
  async (limit) => {
    const { key: as, of } = await berth.aPlace({ plan: 200, maxConcurrentCalls: limit });
    const look = async () => done(await call('getOwnConcurrency', { as }));
    expect(await look()).toEqual({
      maxConcurrentCalls: limit,
      activeCalls: 0,
      availableCalls: limit,
      paused: false,
      outbound: { maxConcurrentCalls: limit, activeCalls: 0 },
      campaigns: [],
    });
    const edit = (body: object) => call('editEnvironment', { ...of, body });
    done(await edit({ reservedInboundCalls: 5 }));
    const agentId = done(await call('createAgent', { as, body: { name: 'Ada' } })).id;
    const numberId = done(await call('createNumber', { as, body: { e164: aTelephoneNumber() } })).id;
    const campaign = { name: 'Spring', agentId, numberId, maxConcurrentCalls: 3 };
    const campaignId = done(await call('createCampaign', { as, body: campaign })).id;
    done(await call('editCampaign', { as, params: { campaignId }, body: { status: 'running' } }));

    done(await call('startCall', { as, body: { direction: 'inbound' } }));
    done(await call('startCall', { as, body: { campaignId } }));
    done(await call('startCall', { as, body: { id: 'short', leaseSeconds: 10 } }));
    expect(await look()).toEqual({
      maxConcurrentCalls: limit,
      activeCalls: 3,
      availableCalls: limit - 3,
      paused: false,
      outbound: { maxConcurrentCalls: limit - 5, activeCalls: 2 },
      campaigns: [{ campaignId, maxConcurrentCalls: 3, activeCalls: 1 }],
    });
    context.clock.advance(11);
    expect(await look()).toMatchObject({ activeCalls: 2, outbound: { activeCalls: 1 } });
    done(await edit({ maxConcurrentCalls: 1, reservedInboundCalls: 0, paused: true }));
    expect(await look()).toMatchObject({
      maxConcurrentCalls: 1,
      activeCalls: 2,
      availableCalls: 0,
      paused: true,
    });
  },
);

test.each([5, 90])(
  'no call is available while all starts are refused, whatever the reason, at a limit of %i',
  async (limit) => {
    const { account, key: as, of } = await berth.aPlace({ plan: 200, maxConcurrentCalls: limit });
    const look = async () => done(await call('getOwnConcurrency', { as }));
    const { token } = await berth.aPerson({ groups: ['operators'] });
    const operator = { as: token, params: { accountId: account.accountId } };
    done(await call('startCall', { as }));
    done(await call('editEnvironment', { ...of, body: { paused: true } }));
    expect(await look()).toMatchObject({ activeCalls: 1, availableCalls: 0, paused: true });
    done(await call('suspendAccount', { ...operator, body: { reason: 'Unpaid' } }));
    expect(await look()).toMatchObject({ activeCalls: 1, availableCalls: 0, paused: true });
    done(await call('resumeAccount', operator));
    done(await call('editEnvironment', { ...of, body: { paused: false } }));
    expect(await look()).toMatchObject({ activeCalls: 1, availableCalls: limit - 1, paused: false });
    done(await call('deleteEnvironment', { ...of, query: { drain: true } }));
    expect(await look()).toMatchObject({ activeCalls: 1, availableCalls: 0, paused: false });
  },
);

describe('the Retry-After of a refused start', () => {
  const refused = async (as: string, body: object = {}) => {
    const answer = await call('startCall', { as, body });
    expect(answer.status).toBe(429);
    return Number(answer.headers.get('retry-after'));
  };

  test.each([
    { limit: 3, reserved: 0 },
    { limit: 45, reserved: 0 },
    { limit: 3, reserved: 2 },
  ])('follows the pace of recent ends, not leases, at a limit of $limit + $reserved', async (sizes) => {
    const { limit, reserved: reservedInboundCalls } = sizes;
    const maxConcurrentCalls = limit + reservedInboundCalls;
    const { key: as } = await berth.aPlace({ plan: 200, maxConcurrentCalls, reservedInboundCalls });
    const lease = { leaseSeconds: 3600 };
    const ids: string[] = [];
    for (let n = 0; n < limit; n += 1) ids.push(done(await call('startCall', { as, body: lease })).id);
    expect(await refused(as)).toBe(30);
    for (let n = 0; n < 6; n += 1) {
      context.clock.advance(8);
      done(await call('endCall', { as, params: { callId: ids.shift() ?? '' } }));
      ids.push(done(await call('startCall', { as, body: lease })).id);
    }
    const wait = await refused(as);
    expect(wait).toBeGreaterThanOrEqual(8);
    expect(wait).toBeLessThanOrEqual(12);
    // No call has ended for a while. The pace slows down, and the wait is limited.
    context.clock.advance(30);
    expect(await refused(as)).toBeGreaterThan(wait);
    context.clock.advance(1000);
    expect(await refused(as)).toBe(30);
  });

  test('counts every call that has to end first, and is the longest where no end would help', async () => {
    const { key: as, of } = await berth.aPlace({ plan: 200, maxConcurrentCalls: 6 });
    const limitTo = async (maxConcurrentCalls: number) =>
      done(await call('editEnvironment', { ...of, body: { maxConcurrentCalls } }));
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1)
      ids.push(done(await call('startCall', { as, body: { leaseSeconds: 3600 } })).id);
    for (const callId of ids.splice(0, 3)) {
      context.clock.advance(2);
      done(await call('endCall', { as, params: { callId } }));
    }
    await limitTo(3);
    const next = await refused(as);
    await limitTo(1);
    expect(await refused(as)).toBeGreaterThanOrEqual(3 * next - 3);
    await limitTo(0);
    expect(await refused(as)).toBe(30);
  });

  test('belongs to the limit that refused: an end of an inbound call frees no outbound slot', async () => {
    const { key: as } = await berth.aPlace({ plan: 200, maxConcurrentCalls: 5, reservedInboundCalls: 4 });
    done(await call('startCall', { as, body: { leaseSeconds: 3600 } }));
    for (let n = 0; n < 5; n += 1) {
      const { id } = done(await call('startCall', { as, body: { direction: 'inbound', leaseSeconds: 20 } }));
      context.clock.advance(1);
      done(await call('endCall', { as, params: { callId: id } }));
    }
    expect(await refused(as)).toBe(30);
  });
});
