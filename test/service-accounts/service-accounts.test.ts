import { keys } from '../../lib/table/keys.ts';
import { read } from '../../lib/table/table.ts';
import type { ServiceAccountsItem } from '../../lib/auth/service-account.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { aServiceAccount } from '../setup/service-accounts.ts';

const berth = await aBerth();
const { call, context } = berth;

const of = (account: TestAccount, serviceAccountId: string) => asAdmin(account, { serviceAccountId });
/** Whether this secret is accepted by its account, and if not, why. */
const opens = async (account: TestAccount, secret: string | null) => {
  const { status, body } = await call('getAccount', { ...asAdmin(account), as: secret ?? '' });
  return status === 200 ? 'opens' : body.code;
};
const rename = (account: TestAccount, as: string, name: string) =>
  call('renameAccount', { ...asAdmin(account), as, body: { name } });
const rotate = async (account: TestAccount, id: string, body: { graceSeconds?: number } = {}) =>
  done(await call('rotateServiceAccountSecret', { ...of(account, id), body })).secret;

describe('createServiceAccount', () => {
  test('shows a secret once, and only its hash is kept', async () => {
    const account = await berth.anAccount();
    const request = {
      ...asAdmin(account),
      body: { name: '  GitHub Actions ', role: 'admin' as const },
      headers: { 'idempotency-key': 'once' },
    };
    const created = done(await call('createServiceAccount', request));
    expect(created).toMatchObject({
      id: expect.stringMatching(/^svc_/),
      name: 'GitHub Actions',
      role: 'admin',
      createdBy: account.admin.userId,
      expiresAt: null,
      lastUsedAt: null,
      secretAvailable: true,
    });
    const { secret } = created;
    expect(secret).toMatch(new RegExp(`^bsa_${account.accountId.slice(4)}_[0-9A-Za-z]{39}$`));
    expect(created.masked).toBe(`bsa_…${secret?.slice(-4)}`);
    expect(JSON.stringify(await berth.items())).not.toContain(secret);
    expect(done(await call('createServiceAccount', request))).toEqual({
      ...created,
      secret: null,
      secretAvailable: false,
    });
    const { items } = done(await call('listServiceAccounts', asAdmin(account)));
    expect(items).toEqual([done(await call('getServiceAccount', of(account, created.id)))]);
  });

  test('refuses the twenty-first service account, a past expiry and an invalid name', async () => {
    const account = await berth.anAccount();
    for (let made = 0; made < 20; made += 1) await aServiceAccount(berth, account, { role: 'member' });
    const create = (body: object) =>
      call('createServiceAccount', {
        ...asAdmin(account),
        body: { name: 'One more', role: 'member', ...body },
      });
    const before = await berth.items();
    expect(await create({})).toBeRefused(409, 'limit_reached', { limitOf: 'serviceAccounts', limit: 20 });
    const expiresAt = new Date(context.clock.now()).toISOString();
    expect(await create({ expiresAt })).toAnswer(422, {
      errors: [{ path: 'expiresAt', message: 'must be in the future' }],
    });
    expect(await create({ name: 'see https://evil.example' })).toMatchObject({ status: 422 });
    expect(await create({ role: 'owner' })).toMatchObject({ status: 422 });
    expect(await berth.items()).toEqual(before);
  });
});

test('what a service account does and creates is recorded under its own name', async () => {
  const account = await berth.anAccount();
  const { id, secret } = await aServiceAccount(berth, account, { role: 'admin' });
  const body = { name: 'by a pipeline', maxConcurrentCalls: 1 };
  const { environment } = done(await call('createEnvironment', { ...asAdmin(account), as: secret, body }));
  const { items } = done(
    await call('listAuditEvents', { ...asAdmin(account), as: secret, query: { actorId: id } }),
  );
  expect(items).toMatchObject([
    { action: 'environment.created', actor: { type: 'serviceAccount', id }, target: { id: environment.id } },
  ]);
  const ofItsEnvironment = { ...inEnvironment(account, environment.id), as: secret };
  expect(done(await call('listApiKeys', ofItsEnvironment)).items).toMatchObject([{ createdBy: id }]);
});

test('a service account does not count as the last Admin', async () => {
  const account = await berth.anAccount();
  await aServiceAccount(berth, account, { role: 'admin' });
  const { token, userId } = account.admin;
  const params = { accountId: account.accountId, userId };
  expect(await call('removeUser', { as: token, params })).toBeRefused(409, 'last_admin');
});

test('a new role counts from the next request on', async () => {
  const account = await berth.anAccount();
  const { id, secret } = await aServiceAccount(berth, account, { role: 'member' });
  expect(await rename(account, secret, 'One')).toMatchObject({ body: { code: 'admin_required' } });
  done(await call('editServiceAccount', { ...of(account, id), body: { role: 'admin' } }));
  done(await rename(account, secret, 'Two'));
  done(await call('editServiceAccount', { ...of(account, id), body: { role: 'member' } }));
  expect(await rename(account, secret, 'Three')).toMatchObject({ body: { code: 'admin_required' } });
});

test('an edit changes what it names, checks versions, and is no change when nothing changes', async () => {
  const account = await berth.anAccount();
  const expiresAt = new Date(context.clock.now() + 3_600_000).toISOString();
  const { id } = await aServiceAccount(berth, account, { role: 'member', expiresAt });
  const edit = (body: object, headers = {}) =>
    call('editServiceAccount', { ...of(account, id), body, headers });
  expect(done(await edit({ name: 'Renamed' }, { 'if-match': '"1"' }))).toMatchObject({
    name: 'Renamed',
    role: 'member',
    expiresAt,
  });
  expect(await edit({ name: 'Late' }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
  const before = await berth.items();
  expect(done(await edit({ name: 'Renamed' }))).toMatchObject({ name: 'Renamed' });
  expect(await berth.items()).toEqual(before);
  expect(done(await edit({ expiresAt: null }))).toMatchObject({ expiresAt: null });
});

describe('rotateServiceAccountSecret', () => {
  test('keeps the previous secret working until its grace ends', async () => {
    const account = await berth.anAccount();
    const { id, secret } = await aServiceAccount(berth, account, { role: 'member' });
    const next = await rotate(account, id, { graceSeconds: 60 });
    expect([await opens(account, secret), await opens(account, next)]).toEqual(['opens', 'opens']);
    context.clock.advance(59);
    expect(await opens(account, secret)).toBe('opens');
    context.clock.advance(1);
    expect([await opens(account, secret), await opens(account, next)]).toEqual(['unauthenticated', 'opens']);
  });

  test('ends an older secret at once, and never lengthens its life', async () => {
    const account = await berth.anAccount();
    const { id, secret } = await aServiceAccount(berth, account, { role: 'member' });
    const second = await rotate(account, id, { graceSeconds: 60 });
    const third = await rotate(account, id, { graceSeconds: 3600 });
    expect([await opens(account, secret), await opens(account, second), await opens(account, third)]).toEqual(
      ['unauthenticated', 'opens', 'opens'],
    );
  });

  test('ends all other secrets when there is no grace', async () => {
    const account = await berth.anAccount();
    const { id, secret } = await aServiceAccount(berth, account, { role: 'member' });
    const next = await rotate(account, id, { graceSeconds: 0 });
    expect([await opens(account, secret), await opens(account, next)]).toEqual(['unauthenticated', 'opens']);
  });
});

test('a service account stops working on the next request when it expires or is deleted', async () => {
  const account = await berth.anAccount();
  const expiresAt = new Date(context.clock.now() + 60_000).toISOString();
  const expiring = await aServiceAccount(berth, account, { role: 'admin', expiresAt });
  const deleted = await aServiceAccount(berth, account, { role: 'admin' });
  expect(await opens(account, expiring.secret)).toBe('opens');
  context.clock.advance(60);
  expect(await opens(account, expiring.secret)).toBe('unauthenticated');
  done(await call('deleteServiceAccount', of(account, deleted.id)));
  expect(await opens(account, deleted.secret)).toBe('unauthenticated');
  expect(await call('getServiceAccount', of(account, deleted.id))).toMatchObject({ status: 404 });
});

test('the last use of a service account is stored once an hour, and an edit keeps it', async () => {
  const account = await berth.anAccount();
  const { id, secret } = await aServiceAccount(berth, account, { role: 'admin' });
  const usedAt = async () => {
    const item = await read<ServiceAccountsItem>(context.table, keys.serviceAccounts(account.accountId));
    return Object.values(item?.uses ?? {})[0];
  };
  const first = context.clock.now();
  await opens(account, secret);
  const noted = await usedAt();
  expect(noted).toBeGreaterThanOrEqual(first);
  context.clock.advance(60);
  await opens(account, secret);
  expect(await usedAt()).toBe(noted);
  context.clock.advance(3600);
  await opens(account, secret);
  expect(await usedAt()).toBeGreaterThan(noted ?? 0);
  const edited = done(await call('editServiceAccount', { ...of(account, id), body: { name: 'Other' } }));
  expect(edited.lastUsedAt).not.toBeNull();
});

test('an Idempotency-Key of a service account is its own, and a person may use the same', async () => {
  const account = await berth.anAccount();
  const { secret } = await aServiceAccount(berth, account, { role: 'admin' });
  const create = (as: string, name: string) =>
    call('createEnvironment', {
      ...asAdmin(account),
      as,
      body: { name, maxConcurrentCalls: 1 },
      headers: { 'idempotency-key': 'the-same' },
    });
  const one = done(await create(secret, 'one'));
  const two = done(await create(account.admin.token, 'two'));
  expect(one.environment.id).not.toBe(two.environment.id);
  expect(done(await create(secret, 'one')).environment.id).toBe(one.environment.id);
});

test('the checker finds no fault in what these tests left in the table', async () => {
  expect(checkTable(await berth.items(), context.clock.now())).toEqual([]);
});
