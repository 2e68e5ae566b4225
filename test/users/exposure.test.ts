import type { UserId } from '../../lib/api/schemas/ids.ts';
import { keys } from '../../lib/table/keys.ts';
import { drop, updateBlind } from '../../lib/table/write.ts';
import { aBerth, asAdmin, done, inEnvironment, type Person, type TestAccount } from '../setup/berth.ts';
import { people } from './people.ts';

const berth = await aBerth();
const { call, context } = berth;
const { join, user } = people(berth);

const none = { items: [], serviceAccounts: [], webhooks: [] };
const exposure = async (account: TestAccount, person: Person) =>
  done(await call('getExposure', user(account.admin, account, person)));

/** An account with a second Admin, and the requests of both for its secrets. */
async function twoAdmins() {
  const account = await berth.anAccount();
  const person = await join(account, 'admin');
  const params = { accountId: account.accountId };
  const environment = { ...params, environmentId: account.defaultId };
  return {
    account,
    person,
    createServiceAccount: (body: { expiresAt?: string } = {}) =>
      call('createServiceAccount', {
        as: person.token,
        params,
        body: { name: 'Pipeline', role: 'admin', ...body },
      }),
    rotateServiceAccount: (by: Person, serviceAccountId: string, graceSeconds: number) =>
      call('rotateServiceAccountSecret', {
        as: by.token,
        params: { ...params, serviceAccountId },
        body: { graceSeconds },
      }),
    createWebhook: () =>
      call('createWebhook', {
        as: person.token,
        params: environment,
        body: { url: 'https://example.com/hook', events: ['call.started'] },
      }),
    rotateWebhook: (by: Person, webhookId: string, graceSeconds: number) =>
      call('rotateWebhookSecret', {
        as: by.token,
        params: { ...environment, webhookId },
        body: { graceSeconds },
      }),
  };
}

test('an Admin sees which active keys a user was shown, even after the user was removed', async () => {
  const account = await berth.anAccount();
  const person = await join(account, 'admin');
  const created = done(
    await call('createEnvironment', {
      as: person.token,
      params: { accountId: account.accountId },
      body: { name: 'staging', maxConcurrentCalls: 1 },
    }),
  );
  await berth.anEnvironment(account, { name: 'production' });
  const items = [
    {
      environmentId: created.environment.id,
      environmentName: 'staging',
      keyId: created.apiKey.id,
      masked: created.apiKey.masked,
      shownAt: created.environment.apiKey.createdAt,
    },
  ];
  expect(await exposure(account, person)).toEqual({ ...none, items });
  done(await call('removeUser', user(account.admin, account, person)));
  expect(await exposure(account, person)).toEqual({ ...none, items });
  done(
    await call('rotateApiKey', {
      ...inEnvironment(account, created.environment.id),
      body: { graceSeconds: 0 },
    }),
  );
  expect(await exposure(account, person)).toEqual(none);
});

test('only an Admin sees it, and only of people of the account', async () => {
  const account = await berth.anAccount();
  const member = await join(account);
  expect(await call('getExposure', user(member, account, member))).toBeRefused(403, 'admin_required');
  const stranger = await berth.aPerson();
  expect(await call('getExposure', user(account.admin, account, stranger))).toMatchObject({ status: 404 });
});

test('a removed or demoted Admin is listed with each secret of a service account that they were shown, while it works', async () => {
  const { account, person, createServiceAccount, rotateServiceAccount } = await twoAdmins();
  const { id, masked, createdAt, secret } = done(await createServiceAccount());
  const serviceAccounts = [
    { serviceAccountId: id, name: 'Pipeline', role: 'admin', masked, shownAt: createdAt },
  ];
  expect(await exposure(account, person)).toEqual({ ...none, serviceAccounts });
  expect(await exposure(account, account.admin)).toMatchObject({ serviceAccounts: [] });

  done(await call('changeRole', { ...user(account.admin, account, person), body: { role: 'member' } }));
  expect(await exposure(account, person)).toEqual({ ...none, serviceAccounts });
  done(await call('removeUser', user(account.admin, account, person)));
  expect(await exposure(account, person)).toEqual({ ...none, serviceAccounts });
  const rename = { ...asAdmin(account), as: secret ?? '', body: { name: 'Still here' } };
  expect(await call('renameAccount', rename)).toMatchObject({ status: 200 });

  // The old secret works until its grace period ends, and is listed as long. Who rotated was shown the new one.
  done(await rotateServiceAccount(account.admin, id, 60));
  expect(await exposure(account, person)).toEqual({ ...none, serviceAccounts });
  expect(await exposure(account, account.admin)).toMatchObject({
    serviceAccounts: [{ serviceAccountId: id, shownAt: expect.any(String) }],
  });
  context.clock.advance(60);
  expect(await exposure(account, person)).toEqual(none);
  done(await rotateServiceAccount(account.admin, id, 0));
  expect((await exposure(account, account.admin)).serviceAccounts).toHaveLength(1);
});

test('a secret is still listed when the rest of a removed membership is gone', async () => {
  const { account, person, createServiceAccount } = await twoAdmins();
  const { id } = done(await createServiceAccount());
  done(await call('removeUser', user(account.admin, account, person)));
  await drop(context.table, keys.formerMember(account.accountId, person.userId as UserId), {});
  expect(await exposure(account, person)).toMatchObject({ serviceAccounts: [{ serviceAccountId: id }] });
  done(await call('deleteServiceAccount', asAdmin(account, { serviceAccountId: id })));
  expect(await call('getExposure', user(account.admin, account, person))).toMatchObject({ status: 404 });
});

test('a service account that is deleted or has expired exposes nothing', async () => {
  const { account, person, createServiceAccount } = await twoAdmins();
  const { id } = done(await createServiceAccount());
  done(await createServiceAccount({ expiresAt: new Date(context.clock.now() + 3_600_000).toISOString() }));
  expect((await exposure(account, person)).serviceAccounts).toHaveLength(2);
  done(await call('deleteServiceAccount', asAdmin(account, { serviceAccountId: id })));
  expect((await exposure(account, person)).serviceAccounts).toHaveLength(1);
  context.clock.advance(3_600);
  expect(await exposure(account, person)).toEqual(none);
});

test('a secret from before it was noted who saw it counts as shown to the creator of its service account', async () => {
  const { account, person, createServiceAccount } = await twoAdmins();
  const { id, createdAt } = done(await createServiceAccount());
  await updateBlind(context.table, keys.serviceAccounts(account.accountId), {
    UpdateExpression: 'SET serviceAccounts.#id.secrets = :older',
    ExpressionAttributeNames: { '#id': id },
    ExpressionAttributeValues: { ':older': { hash: { lastFour: 'Ab3d' } } },
  });
  expect(await exposure(account, person)).toMatchObject({
    serviceAccounts: [{ serviceAccountId: id, shownAt: createdAt }],
  });
});

test('the signing secrets of webhooks are listed like the others, until a rotation and its grace period', async () => {
  const { account, person, createWebhook, rotateWebhook } = await twoAdmins();
  const { id, createdAt } = done(await createWebhook());
  const webhooks = [
    {
      environmentId: account.defaultId,
      environmentName: 'default',
      webhookId: id,
      url: 'https://example.com/hook',
      description: '',
      shownAt: createdAt,
    },
  ];
  expect(await exposure(account, person)).toEqual({ ...none, webhooks });
  expect((await exposure(account, account.admin)).webhooks).toEqual([]);
  done(await call('removeUser', user(account.admin, account, person)));
  done(await rotateWebhook(account.admin, id, 60));
  expect(await exposure(account, person)).toEqual({ ...none, webhooks });
  expect((await exposure(account, account.admin)).webhooks).toHaveLength(1);
  // A second rotation ends the secret before the previous one, whatever its grace period was.
  done(await rotateWebhook(account.admin, id, 60));
  expect(await exposure(account, person)).toEqual(none);
  expect((await exposure(account, account.admin)).webhooks).toHaveLength(2);
  context.clock.advance(60);
  expect((await exposure(account, account.admin)).webhooks).toHaveLength(1);
});

test('a replay shows no secret, so it changes nothing about who was shown one', async () => {
  const { account, person, createServiceAccount } = await twoAdmins();
  const { id } = done(await createServiceAccount());
  const rotate = () =>
    call('rotateServiceAccountSecret', {
      ...asAdmin(account, { serviceAccountId: id }),
      body: { graceSeconds: 0 },
      headers: { 'idempotency-key': 'once' },
    });
  done(await rotate());
  const before = await exposure(account, account.admin);
  expect(before.serviceAccounts).toHaveLength(1);
  context.clock.advance(1);
  expect(done(await rotate())).toMatchObject({ secret: null, secretAvailable: false });
  expect(await exposure(account, account.admin)).toEqual(before);
  expect(await exposure(account, person)).toEqual(none);
});
