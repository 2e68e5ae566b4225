import { reconcileInProcess } from '../../local/reconcile-in-process.ts';
import { aBerth, asAdmin, done } from '../setup/berth.ts';
import { sweepNow } from '../setup/sweep.ts';

const berth = await aBerth();
const { call, context } = berth;

async function anEnvironment(maxConcurrentCalls: number) {
  const { account, of, ...environment } = await berth.aPlace({ plan: 200, maxConcurrentCalls });
  const edit = async (body: object) => done(await call('editEnvironment', { ...of, body }));
  return { account, of, edit, id: environment.id, as: environment.key };
}
const refusal = { status: 409, body: { code: 'environment_paused' } };

describe.each([5, 90])('a paused environment, of a limit of %i,', (limit) => {
  test('starts no call, keeps its running calls and its share of the plan, and continues after the pause', async () => {
    const { as, edit, of } = await anEnvironment(limit);
    const running = done(await call('startCall', { as, body: { id: 'mine' } }));
    const paused = await edit({ paused: true });
    expect(paused).toMatchObject({ paused: true, status: 'active', allocatedConcurrentCalls: limit });
    expect(done(await call('getEnvironment', of))).toMatchObject({ paused: true });
    expect(done(await call('getOwnEnvironment', { as }))).toMatchObject({ paused: true });
    for (const body of [{}, { id: 'other' }, { direction: 'inbound' as const }])
      expect(await call('startCall', { as, body })).toMatchObject(refusal);
    expect(await call('startCall', { as, headers: { 'idempotency-key': 'job' } })).toMatchObject(refusal);
    // A start under the id of a running call returns that call.
    expect(await call('startCall', { as, body: { id: 'mine' } })).toAnswer(200, running);
    expect((await call('heartbeatCall', { as, params: { callId: 'mine' } })).status).toBe(200);
    expect((await call('createAgent', { as, body: { name: 'Ada' } })).status).toBe(201);
    expect((await call('endCall', { as, params: { callId: 'mine' } })).status).toBe(204);
    expect(done(await call('listCalls', { as })).items).toEqual([]);
    expect(await edit({ paused: false })).toMatchObject({ paused: false });
    expect((await call('startCall', { as, headers: { 'idempotency-key': 'job' } })).status).toBe(201);
  });

  test('stays paused through edits, a reallocation, the sweeper, the reconciler, deletion and restoration', async () => {
    const { account, as, edit, of, id } = await anEnvironment(limit);
    await edit({ paused: true });
    await edit({ maxConcurrentCalls: limit + 40 });
    await edit({ reservedInboundCalls: 2 });
    const changes = [{ environmentId: id, maxConcurrentCalls: limit + 1 }];
    done(await call('reallocateConcurrency', { ...asAdmin(account), body: { changes } }));
    await sweepNow(context);
    await reconcileInProcess(context, { dryRun: false, thorough: true });
    done(await call('rotateApiKey', { ...of, body: {} }));
    expect(await call('startCall', { as })).toMatchObject(refusal);
    done(await call('deleteEnvironment', of));
    const restored = done(await call('restoreEnvironment', { ...of, body: {} }));
    expect(restored.environment).toMatchObject({ paused: true, status: 'active' });
    const key = restored.apiKey.secret ?? '';
    expect(await call('startCall', { as: key })).toMatchObject(refusal);
    await edit({ paused: false });
    expect((await call('startCall', { as: key })).status).toBe(201);
  });

  test('returns to the plan what ended calls free above a lowered limit, and stays paused', async () => {
    const { as, edit, of } = await anEnvironment(limit);
    for (const id of ['a', 'b', 'c']) done(await call('startCall', { as, body: { id } }));
    await edit({ maxConcurrentCalls: 1 });
    await edit({ paused: true });
    for (const callId of ['a', 'b', 'c']) done(await call('endCall', { as, params: { callId } }));
    await sweepNow(context);
    expect(done(await call('getEnvironment', of))).toMatchObject({
      allocatedConcurrentCalls: 1,
      paused: true,
    });
    expect(await call('startCall', { as })).toMatchObject(refusal);
  });
});

test('the end of a call in a paused environment is one request', async () => {
  const { as, edit } = await anEnvironment(5);
  const made = done(await call('startCall', { as })).id;
  done(await call('startCall', { as, body: { id: 'mine' } }));
  await edit({ paused: true });
  for (const callId of [made, 'mine'])
    expect(await berth.requestsOf(() => call('endCall', { as, params: { callId } }))).toEqual(['UpdateItem']);
});

test('only an Admin can pause, the trail records it, and pausing again is no change', async () => {
  const { account, of, edit } = await anEnvironment(5);
  const member = await berth.aMember(account);
  expect(await call('editEnvironment', { ...of, as: member.token, body: { paused: true } })).toMatchObject({
    status: 403,
  });
  await edit({ paused: true });
  await edit({ paused: true });
  const { accountId } = account;
  const query = { action: 'environment.updated' };
  const trail = done(await call('listAuditEvents', { as: of.as, params: { accountId }, query }));
  expect(trail.items).toMatchObject([{ before: { paused: false }, after: { paused: true } }]);
});

test('a start in a draining environment is refused with that reason', async () => {
  const { as, of } = await anEnvironment(5);
  done(await call('startCall', { as, body: { id: 'last' } }));
  done(await call('deleteEnvironment', { ...of, query: { drain: true } }));
  expect(done(await call('getEnvironment', of))).toMatchObject({ status: 'draining', maxConcurrentCalls: 0 });
  expect(done(await call('getOwnEnvironment', { as }))).toMatchObject({ status: 'draining' });
  done(await call('endCall', { as, params: { callId: 'last' } }));
  expect((await call('getEnvironment', of)).status).toBe(404);
});
