import { aBerth, done } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call } = berth;
const usage = await followUsage(berth);

async function aRunningCall(limit: number, body: object = {}) {
  const { account, ...environment } = await berth.aPlace({ plan: 200, maxConcurrentCalls: limit });
  const { id } = done(
    await call('startCall', { as: environment.key, body: { leaseSeconds: 3600, ...body } }),
  );
  const params = { accountId: account.accountId, environmentId: environment.id, callId: id };
  return { account, key: environment.key, id, params };
}
const eventsOf = async (token: string, accountId: string) =>
  done(await call('listAuditEvents', { as: token, params: { accountId } })).items.filter(
    ({ action }) => action === 'call.released',
  );

describe.each([1, 60])('an Admin who deletes a call, at a limit of %i,', (limit) => {
  test.each([
    ['an id of the gate', {}],
    ['a name', { id: 'mine', reference: 'CA1' }],
  ])(
    'ends it, known by %s: its holder gets 410, its slot is free, and the trail records it',
    async (_, body) => {
      const { account, key: as, id, params } = await aRunningCall(limit, body);
      const { accountId, admin } = account;
      const seen = async () => done(await call('getEnvironmentCall', { as: admin.token, params }));
      expect(await seen()).toMatchObject({ id, status: 'active' });
      expect((await call('releaseCall', { as: admin.token, params })).status).toBe(204);
      expect(await seen()).toMatchObject({ id, status: 'ended', outcome: 'released' });
      const refused = { status: 410, body: { code: 'lease_expired' } };
      expect(await call('heartbeatCall', { as, params: { callId: id } })).toMatchObject(refused);
      expect(done(await call('heartbeatCalls', { as, body: { ids: [id] } })).items).toEqual([
        { id, status: 'expired' },
      ]);
      expect((await call('endCall', { as, params: { callId: id } })).status).toBe(204);
      expect(done(await call('getCall', { as, params: { callId: id } }))).toMatchObject({
        status: 'ended',
        outcome: 'released',
      });
      expect((await call('startCall', { as, body })).status).toBe(201);
      await usage.caughtUp(params.environmentId);
      const { items } = done(
        await call('listCalls', { as, query: { status: 'ended', outcome: 'released' } }),
      );
      expect(items).toMatchObject([{ id, outcome: 'released' }]);
      expect(await eventsOf(admin.token, accountId)).toMatchObject([
        {
          target: { type: 'call', id },
          actor: { id: admin.userId },
          before: { environmentId: params.environmentId },
        },
      ]);
    },
  );

  test('gets 204 for a call that does not run, and nothing changes', async () => {
    const { account, key: as, id, params } = await aRunningCall(limit);
    const { accountId, admin } = account;
    for (const callId of ['never-was', 'o.0000000000'])
      expect((await call('releaseCall', { as: admin.token, params: { ...params, callId } })).status).toBe(
        204,
      );
    expect(await eventsOf(admin.token, accountId)).toEqual([]);
    expect((await call('getCall', { as, params: { callId: id } })).status).toBe(200);
  });
});

test('a Member may not end a call, which continues', async () => {
  const { account, key: as, id, params } = await aRunningCall(5);
  const { token } = await berth.aMember(account);
  expect(await call('releaseCall', { as: token, params })).toBeRefused(403, 'admin_required');
  expect((await call('heartbeatCall', { as, params: { callId: id } })).status).toBe(200);
});
