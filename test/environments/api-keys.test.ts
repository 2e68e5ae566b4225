import { readGates } from '../../lib/gate/gate.ts';
import { setKeys } from '../../lib/api-keys/api-keys.ts';
import { readEnvironment } from '../../lib/environments/environment.ts';
import { transact } from '../../lib/table/transact.ts';
import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

const opens = async (key: string) => (await call('getOwnEnvironment', { as: key })).status === 200;

async function anEnvironment() {
  const { account, ...environment } = await berth.aPlace({ maxConcurrentCalls: 5 });
  return { ...environment, account, request: environment.of };
}

test('after a rotation both keys work until the grace ends, and then the old one stops at once', async () => {
  const { key: old, request } = await anEnvironment();
  const rotated = await call('rotateApiKey', { ...request, body: { graceSeconds: 60 } });
  expect(rotated).toAnswer(201, { secretAvailable: true, expiresAt: null });
  expect(rotated.headers.get('cache-control')).toBe('no-store');
  const fresh = rotated.body.secret ?? '';
  expect([await opens(old), await opens(fresh)]).toEqual([true, true]);

  const { items } = done(await call('listApiKeys', request));
  const [first] = items;
  expect(items).toMatchObject([{ expiresAt: expect.any(String) }, { id: rotated.body.id, expiresAt: null }]);
  berth.context.clock.advance((Date.parse(first?.expiresAt ?? '') - berth.context.clock.now()) / 1000 - 5);
  expect(await opens(old)).toBe(true);
  berth.context.clock.advance(5.1);
  expect([await opens(old), await opens(fresh)]).toEqual([false, true]);
  expect(await call('startCall', { as: old })).toBeRefused(401, 'unauthenticated');
  expect(done(await call('listApiKeys', request)).items).toHaveLength(1);
});

test('without grace the old key stops working on the next request', async () => {
  const { key: old, request } = await anEnvironment();
  const fresh = done(await call('rotateApiKey', { ...request, body: { graceSeconds: 0 } })).secret ?? '';
  expect([await opens(old), await opens(fresh)]).toEqual([false, true]);
});

test('at most two keys are active, and supersede ends the oldest at once', async () => {
  const { key: first, request } = await anEnvironment();
  const second = done(await call('rotateApiKey', request)).secret ?? '';
  expect(await call('rotateApiKey', request)).toBeRefused(409, 'rotation_in_progress');
  const third = done(await call('rotateApiKey', { ...request, body: { supersede: true } })).secret ?? '';
  expect([await opens(first), await opens(second), await opens(third)]).toEqual([false, true, true]);
  expect(done(await call('listApiKeys', request)).items).toHaveLength(2);
});

test('a longer grace never lengthens the life of a key that already ends', async () => {
  const { key: old, request } = await anEnvironment();
  const rotate = async (graceSeconds: number) =>
    done(await call('rotateApiKey', { ...request, body: { graceSeconds } }));
  const { id: keyId } = await rotate(60);
  const [{ expiresAt } = { expiresAt: null }] = done(await call('listApiKeys', request)).items;
  // Then the old key is the only one, until it ends.
  done(await call('revokeApiKey', { ...request, params: { ...request.params, keyId } }));
  const { secret } = await rotate(604_800);
  expect(done(await call('listApiKeys', request)).items).toMatchObject([{ expiresAt }, { expiresAt: null }]);
  berth.context.clock.advance(61);
  expect([await opens(old), await opens(secret ?? '')]).toEqual([false, true]);
});

test('a revoked key stops working on the next request, and another key of the environment can end its calls', async () => {
  const { key: old, keyId, request } = await anEnvironment();
  done(await call('startCall', { as: old, body: { id: 'mine' } }));
  const fresh = done(await call('rotateApiKey', request)).secret ?? '';
  expect(await call('revokeApiKey', { ...request, params: { ...request.params, keyId } })).toMatchObject({
    status: 204,
  });

  const params = { callId: 'mine' };
  expect(await call('heartbeatCall', { as: old, params })).toMatchObject({ status: 401 });
  expect(await call('endCall', { as: old, params })).toMatchObject({ status: 401 });
  expect(await call('getCall', { as: fresh, params })).toAnswer(200, { id: 'mine' });
  expect(await call('heartbeatCall', { as: fresh, params })).toMatchObject({ status: 200 });
  expect(await call('endCall', { as: fresh, params })).toMatchObject({ status: 204 });
  const again = await call('revokeApiKey', { ...request, params: { ...request.params, keyId } });
  expect(again).toBeRefused(404, 'not_found');
});

test('when the only key is revoked nothing works in the environment until there is a new one, and the environment says so', async () => {
  const { key, keyId, id, request } = await anEnvironment();
  done(await call('revokeApiKey', { ...request, params: { ...request.params, keyId } }));
  expect(await opens(key)).toBe(false);
  expect(done(await call('listApiKeys', request)).items).toEqual([]);
  const { id: shown, apiKey, updatedAt } = done(await call('getEnvironment', request));
  expect([shown, apiKey.id]).toEqual([id, keyId]);
  expect(apiKey.expiresAt).toBe(updatedAt);
  const fresh = done(await call('rotateApiKey', request)).secret ?? '';
  expect(await opens(fresh)).toBe(true);
  expect(done(await call('listApiKeys', request)).items).toHaveLength(1);
  expect(done(await call('getEnvironment', request)).apiKey.expiresAt).toBeNull();
});

test('a machine is shown the key that it uses, not the other one', async () => {
  const { key: old, keyId, request } = await anEnvironment();
  const { id, secret } = done(await call('rotateApiKey', request));
  const shownTo = async (key: string) => done(await call('getOwnEnvironment', { as: key })).apiKey.id;
  expect([await shownTo(old), await shownTo(secret ?? '')]).toEqual([keyId, id]);
});

test('the last use of a key is shown once it has started a call', async () => {
  const { key, request } = await anEnvironment();
  expect(done(await call('listApiKeys', request)).items).toMatchObject([{ lastUsedAt: null }]);
  const before = berth.context.clock.now();
  done(await call('startCall', { as: key }));
  const [used] = done(await call('listApiKeys', request)).items;
  expect(Date.parse(used?.lastUsedAt ?? '')).toBeGreaterThanOrEqual(before);
  expect(done(await call('getEnvironment', request)).apiKey.lastUsedAt).toBe(used?.lastUsedAt);
});

test('a call that starts while the keys are changed still counts as their last use', async () => {
  const { key, id, account, request } = await anEnvironment();
  const { table } = berth.context;
  const { apiKeys } = await readEnvironment(table, account.accountId, id);
  const asRead = await readGates(table, id);
  done(await call('startCall', { as: key }));
  await transact(table, setKeys(asRead, apiKeys));
  expect(done(await call('listApiKeys', request)).items).toMatchObject([{ lastUsedAt: expect.any(String) }]);
});

test('the table holds only the hash of a key, and a key with a wrong checksum is refused without a look at the table', async () => {
  const { key, account } = await anEnvironment();
  expect(JSON.stringify(await berth.items())).not.toContain(key.slice(31));
  const last = key.at(-1) === 'A' ? 'B' : 'A';
  const asked = await berth.requestsOf(async () => {
    const forged = await call('startCall', { as: `${key.slice(0, -1)}${last}` });
    expect(forged).toBeRefused(401, 'unauthenticated');
  });
  expect(asked).toEqual([]);
  expect(account.accountId).toMatch(/^acc_/);
});

test('a rotation that is repeated with its Idempotency-Key answers the same, without the secret', async () => {
  const { request } = await anEnvironment();
  const rotate = () => call('rotateApiKey', { ...request, headers: { 'idempotency-key': 'once' } });
  const first = await rotate();
  const again = await rotate();
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again).toAnswer(201, { ...first.body, secret: null, secretAvailable: false });
  expect(done(await call('listApiKeys', request)).items).toHaveLength(2);
});
