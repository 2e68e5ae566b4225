import { Webhook } from 'standardwebhooks';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { aReceiver, isSignedBy } from './receiver.ts';

const berth = await aBerth();
const { call } = berth;

const events = ['call.started' as const];

/** An account with an environment, and the requests for its webhooks. */
async function aPlace() {
  const account = await berth.anAccount();
  const { as, params } = inEnvironment(account, account.defaultId);
  const create = (url = 'https://example.com/hook') =>
    call('createWebhook', { as, params, body: { url, events } });
  return { account, as, params, accountId: account.accountId, create };
}

test('a webhook is created with a secret that is shown once, listed, changed and deleted', async () => {
  const { as, params, create } = await aPlace();
  const created = await create();
  expect(created).toAnswer(201, {
    id: expect.stringMatching(/^whk_/),
    url: 'https://example.com/hook',
    description: '',
    events,
    enabled: true,
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    secretAvailable: true,
  });
  const { secret, secretAvailable: _, ...webhook } = done(created);
  expect(JSON.stringify(await berth.items())).not.toContain(secret);
  expect(done(await call('listWebhooks', { as, params })).items).toEqual([webhook]);

  const one = { as, params: { ...params, webhookId: webhook.id } };
  expect(await call('getWebhook', one)).toAnswer(200, webhook);
  const stale = await call('editWebhook', {
    ...one,
    body: { enabled: false },
    headers: { 'if-match': '"9"' },
  });
  expect(stale.status).toBe(412);
  const edited = await call('editWebhook', { ...one, body: { description: 'For billing', enabled: false } });
  expect(edited).toAnswer(200, { description: 'For billing', enabled: false });
  expect(edited.headers.get('etag')).toBe('"2"');
  const before = await berth.items();
  expect((await call('editWebhook', { ...one, body: { enabled: false } })).headers.get('etag')).toBe('"2"');
  expect(await berth.items()).toEqual(before);

  expect((await call('deleteWebhook', one)).status).toBe(204);
  expect((await call('getWebhook', one)).status).toBe(404);
  expect(done(await call('listWebhooks', { as, params })).items).toEqual([]);
});

test('an Idempotency-Key creates one webhook, and its secret is not replayed', async () => {
  const { as, params } = await aPlace();
  const sent = {
    as,
    params,
    body: { url: 'https://example.com/', events },
    headers: { 'idempotency-key': 'once' },
  };
  const first = done(await call('createWebhook', sent));
  const again = await call('createWebhook', sent);
  expect(again).toAnswer(201, { id: first.id, secret: null, secretAvailable: false });
  expect(done(await call('listWebhooks', { as, params })).items).toHaveLength(1);
});

test('an environment has at most ten webhooks, also when many are created at once', async () => {
  const { as, params, create } = await aPlace();
  const answers = await Promise.all(Array.from({ length: 16 }, () => create()));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  const refused = answers.filter(({ status }) => status !== 201);
  for (const answer of refused)
    expect(answer).toBeRefused(409, 'limit_reached', { limitOf: 'webhooks', limit: 10 });
  expect(done(await call('listWebhooks', { as, params })).items).toHaveLength(10);
});

test.each([
  'ftp://example.com/',
  'http://example.com/',
  'https://ada:secret@example.com/',
  'https://ada@example.com/',
  'https://example.com/#fragment',
  'example.com',
  '',
  'https://exa mple.com/',
  `https://example.com/${'x'.repeat(2048)}`,
  'https://10.0.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://[fd00::1]/',
  'https://localhost/',
  'https://printer.local/',
  'https://2130706433.internal/',
  'https:example.com',
  `https://${'a'.repeat(64)}.example.com/`,
  `https://${'a'.repeat(62)}.${'b.'.repeat(100)}com/`,
])('the URL %j is refused, and nothing is stored', async (url) => {
  const { create } = await aPlace();
  const before = await berth.items();
  expect(await create(url)).toAnswer(422, { errors: [{ path: 'url' }] });
  expect(await berth.items()).toEqual(before);
});

test('a text in place of the list of events is refused in one sentence', async () => {
  const { as, params } = await aPlace();
  const body = { url: 'https://example.com/', events: 'call.started' } as never;
  expect(await call('createWebhook', { as, params, body })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'events', message: 'must be an array' }] },
  });
});

test('a test event is sent at once, is verified by the public library, and its response is returned', async () => {
  const { as, params, create } = await aPlace();
  const receiver = await aReceiver();
  receiver.answer = { status: 418, body: 'I am a teapot. '.repeat(200) };
  const { id, secret } = done(await create(receiver.url));
  const tested = await call('testWebhook', { as, params: { ...params, webhookId: id } });
  expect(tested).toAnswer(200, {
    delivered: false,
    status: 418,
    responseBody: receiver.answer.body?.slice(0, 1024),
  });
  const [sent] = receiver.received;
  const payload = new Webhook(secret ?? '').verify(sent?.body ?? '', sent?.headers as Record<string, string>);
  expect(payload).toMatchObject({
    type: 'webhook.test',
    id: sent?.headers['webhook-id'],
    accountId: params.accountId,
    environmentId: params.environmentId,
    data: { webhookId: id },
  });
});

test('after a rotation both secrets verify until the grace ends, and then only the new one', async () => {
  const { as, params, create } = await aPlace();
  const receiver = await aReceiver();
  const { id, secret: old } = done(await create(receiver.url));
  const one = { as, params: { ...params, webhookId: id } };
  const { secret: fresh } = done(await call('rotateWebhookSecret', { ...one, body: { graceSeconds: 60 } }));
  expect(fresh).not.toBe(old);
  const verifies = async (secret: string | null) => {
    done(await call('testWebhook', one));
    // The library compares the signature with the clock of this machine.
    return isSignedBy(secret, receiver.received.at(-1) as (typeof receiver.received)[number]);
  };
  expect([await verifies(old), await verifies(fresh)]).toEqual([true, true]);
  berth.context.clock.advance(61);
  expect([await verifies(old), await verifies(fresh)]).toEqual([false, true]);
  const elsewhere = done(await create(receiver.url));
  expect(await verifies(elsewhere.secret)).toBe(false);
});

test('a rotation does not lengthen the life of the secret before the last', async () => {
  const { as, params, create } = await aPlace();
  const receiver = await aReceiver();
  const { id } = done(await create(receiver.url));
  const one = { as, params: { ...params, webhookId: id } };
  for (const graceSeconds of [600, 600, 0])
    done(await call('rotateWebhookSecret', { ...one, body: { graceSeconds } }));
  done(await call('testWebhook', one));
  const signatures = String(receiver.received[0]?.headers['webhook-signature']).split(' ');
  expect(signatures).toHaveLength(1);
});

test('nothing is sent for a suspended account: a test event is refused, and the receiver hears nothing', async () => {
  const { as, params, accountId, create } = await aPlace();
  const receiver = await aReceiver();
  const { id } = done(await create(receiver.url));
  const { token } = await berth.aPerson({ groups: ['operators'] });
  done(await call('suspendAccount', { as: token, params: { accountId }, body: { reason: 'Robocalls' } }));
  expect(await call('testWebhook', { as, params: { ...params, webhookId: id } })).toBeRefused(
    409,
    'account_suspended',
  );
  expect(receiver.received).toEqual([]);
});

test('a Member sees webhooks and their deliveries, and cannot change them', async () => {
  const { account, params, create } = await aPlace();
  const { id } = done(await create());
  const { token } = await berth.aMember(account);
  const one = { as: token, params: { ...params, webhookId: id } };
  expect((await call('getWebhook', one)).status).toBe(200);
  expect((await call('listDeliveries', one)).status).toBe(200);
  expect((await call('testWebhook', one)).status).toBe(403);
  expect((await call('editWebhook', { ...one, body: { enabled: false } })).status).toBe(403);
});
