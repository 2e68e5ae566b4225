import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

const namesOf = async (account: TestAccount, query = {}) =>
  done(await call('listEnvironments', { ...asAdmin(account), query })).items.map(({ name }) => name);

test('a new environment is in the table and in the selector, and its secret is shown once', async () => {
  const account = await berth.anAccount();
  const body = { name: ' production ', maxConcurrentCalls: 15 };
  const created = await call('createEnvironment', { ...asAdmin(account), body });
  expect(created).toAnswer(201, {
    environment: {
      name: 'production',
      maxConcurrentCalls: 15,
      allocatedConcurrentCalls: 15,
      hidden: false,
      critical: false,
      status: 'active',
    },
    apiKey: { secretAvailable: true },
  });
  const { environment, apiKey } = created.body;
  expect(apiKey.secret).toMatch(new RegExp(`^brt_${environment.id.slice(4)}_[0-9A-Za-z]{39}$`));
  expect(apiKey.masked).toBe(`brt_…${apiKey.secret?.slice(-4)}`);
  expect(environment.apiKey).toEqual({
    id: apiKey.id,
    masked: apiKey.masked,
    createdAt: environment.createdAt,
    lastUsedAt: null,
    expiresAt: null,
  });
  expect(created.headers.get('cache-control')).toBe('no-store');
  expect(created.headers.get('etag')).toBe('"1"');
  expect(await namesOf(account)).toEqual(['default', 'production']);
  expect(await namesOf(account, { visible: true })).toEqual(['default', 'production']);
  expect(await call('getEnvironment', inEnvironment(account, environment.id))).toAnswer(200, environment);
});

test('a hidden environment is not in the selector but in the table, and its key works', async () => {
  const { account, key, of } = await berth.aPlace({ name: 'staging', hidden: true });
  expect(await namesOf(account, { visible: true })).toEqual(['default']);
  expect(await namesOf(account, { visible: false })).toEqual(['staging']);
  expect(await namesOf(account)).toEqual(['default', 'staging']);
  expect((await call('startCall', { as: key })).status).toBe(201);
  const shown = await call('editEnvironment', { ...of, body: { hidden: false } });
  expect(shown).toAnswer(200, { hidden: false });
  expect(await namesOf(account, { visible: true })).toEqual(['default', 'staging']);
});

test('a critical environment is marked as such, stays so until an Admin changes it, and its key works as before', async () => {
  const { key, of } = await berth.aPlace({ name: 'production', critical: true });
  const edit = async (body: object) => done(await call('editEnvironment', { ...of, body }));
  expect(done(await call('getEnvironment', of))).toMatchObject({ critical: true });
  expect(await edit({ name: 'live' })).toMatchObject({ critical: true });
  expect((await call('startCall', { as: key, body: { id: 'one' } })).status).toBe(201);
  expect((await call('endCall', { as: key, params: { callId: 'one' } })).status).toBe(204);
  done(await call('deleteEnvironment', of));
  expect(done(await call('restoreEnvironment', { ...of, body: {} })).environment).toMatchObject({
    critical: true,
  });
  expect(await edit({ critical: false })).toMatchObject({ critical: false });
  expect(done(await call('getEnvironment', of))).toMatchObject({ critical: false });
});

test('a name is unique in its account regardless of case, and free again when it is given up', async () => {
  const account = await berth.anAccount();
  const taken = { status: 409, body: { code: 'environment_name_taken' } };
  const create = (name: string) =>
    call('createEnvironment', { ...asAdmin(account), body: { name, maxConcurrentCalls: 1 } });
  const { id } = done(await create('Straße')).environment;
  expect(await create('STRASSE')).toMatchObject(taken);
  expect(await create('DEFAULT')).toMatchObject(taken);
  // A change of case alone does not take the name.
  const rename = (name: string) => call('editEnvironment', { ...inEnvironment(account, id), body: { name } });
  expect(await rename('straße')).toAnswer(200, { name: 'straße' });
  expect(await rename('Default')).toMatchObject(taken);
  expect(await rename('other')).toMatchObject({ status: 200 });
  expect(await create('Strasse')).toMatchObject({ status: 201 });
  done(await call('deleteEnvironment', inEnvironment(account, id)));
  expect(await create('Other')).toMatchObject({ status: 201 });
  expect(await call('restoreEnvironment', inEnvironment(account, id))).toMatchObject(taken);
  // Another account has names of its own.
  expect(await namesOf(await berth.anAccount())).toEqual(['default']);
});

test('an edit with a stale version is refused, and one with the current version is made', async () => {
  const { of } = await berth.aPlace();
  const edit = (name: string, version: string) =>
    call('editEnvironment', {
      ...of,
      body: { name },
      headers: { 'if-match': version },
    });
  expect(await edit('first', '"1"')).toAnswer(200, { name: 'first' });
  expect(await edit('second', '"1"')).toBeRefused(412, 'stale_version');
  expect(await edit('second', '"2"')).toAnswer(200, { name: 'second' });
  const stale = await call('deleteEnvironment', {
    ...of,
    headers: { 'if-match': '"2"' },
  });
  expect(stale.status).toBe(412);
});

test('an edit to the present values changes nothing and leaves no event', async () => {
  const { name, of } = await berth.aPlace({ maxConcurrentCalls: 3 });
  const before = await berth.items();
  const edited = await call('editEnvironment', {
    ...of,
    body: { name, maxConcurrentCalls: 3 },
  });
  expect(edited.status).toBe(200);
  expect(edited.headers.get('etag')).toBe('"1"');
  expect(await berth.items()).toEqual(before);
});

test('the last environment cannot be deleted, and the last visible one cannot be hidden or deleted', async () => {
  const account = await berth.anAccount();
  expect(await call('deleteEnvironment', inEnvironment(account, account.defaultId))).toBeRefused(
    409,
    'last_environment',
  );
  await berth.anEnvironment(account, { hidden: true });
  const refused = { status: 409, body: { code: 'last_visible_environment' } };
  expect(await call('deleteEnvironment', inEnvironment(account, account.defaultId))).toMatchObject(refused);
  const hide = { ...inEnvironment(account, account.defaultId), body: { hidden: true } };
  expect(await call('editEnvironment', hide)).toMatchObject(refused);
});

test('an account has at most 40 environments', async () => {
  const account = await berth.anAccount();
  for (let n = 1; n < 40; n += 1) await berth.anEnvironment(account, { maxConcurrentCalls: 0 });
  const more = { ...asAdmin(account), body: { name: 'the 41st', maxConcurrentCalls: 0 } };
  expect(await call('createEnvironment', more)).toBeRefused(409, 'environment_limit_reached');
});

describe('a deleted environment', () => {
  test('is only in the list of restorable ones, its key stops working, and a restoration gives a new key', async () => {
    const { account, id, key, name, of } = await berth.aPlace({ maxConcurrentCalls: 5 });
    expect((await call('deleteEnvironment', of)).status).toBe(204);

    expect(await namesOf(account)).toEqual(['default']);
    expect(await call('getEnvironment', of)).toMatchObject({ status: 404 });
    expect(await call('deleteEnvironment', of)).toMatchObject({ status: 404 });
    expect(await call('getOwnEnvironment', { as: key })).toMatchObject({ status: 401 });
    const { items } = done(
      await call('listEnvironments', { ...asAdmin(account), query: { status: 'deleted' } }),
    );
    expect(items).toMatchObject([{ id, status: 'deleted', allocatedConcurrentCalls: 0 }]);
    const [{ deletedAt = '', restorableUntil = '' } = {}] = items;
    expect(Date.parse(restorableUntil) - Date.parse(deletedAt)).toBe(30 * 24 * 3600 * 1000);

    const restored = await call('restoreEnvironment', of);
    expect(restored).toAnswer(200, {
      environment: { id, name, maxConcurrentCalls: 5, status: 'active' },
      apiKey: { secretAvailable: true },
    });
    expect(restored.body.environment).not.toHaveProperty('deletedAt');
    expect(await call('getOwnEnvironment', { as: key })).toMatchObject({ status: 401 });
    const fresh = restored.body.apiKey.secret ?? '';
    expect(await call('getOwnEnvironment', { as: fresh })).toAnswer(200, { id });
    expect(await call('restoreEnvironment', of)).toMatchObject({ status: 404 });
  });
});

test('a refused edit leaves nothing behind, also when it would have given the environment more gates', async () => {
  const { key, of } = await berth.aPlace({ plan: 60, maxConcurrentCalls: 40 });
  done(await call('startCall', { as: key, body: { id: 'named' } }));
  const before = await berth.items();
  const edit = (maxConcurrentCalls: number) =>
    call('editEnvironment', { ...of, body: { maxConcurrentCalls } });
  expect(await edit(45)).toBeRefused(409, 'concurrency_allocation_exceeded');
  expect(await berth.items()).toEqual(before);
});
