import { aBerth, done } from '../setup/berth.ts';
import { tokenOf } from '../setup/invitation-token.ts';
import { directClient, type Exchange } from './direct-client.ts';
import { allItems } from './table-copy.ts';

const berth = await aBerth();
const { context, logged } = berth;
const history: Exchange[] = [];
const call = await directClient(context, (exchange) => history.push(exchange));

/** Every secret that was handed out here. */
const secrets = new Map<string, string>();
const keep = (name: string, secret: string | null | undefined): string => {
  if (!secret) throw new Error(`there is no ${name}`);
  secrets.set(name, secret);
  return secret;
};

/** Where a text contains a secret, or the rest of one without its first part, which is an id. */
function foundIn(where: string, text: string): string[] {
  return [...secrets].flatMap(([name, secret]) => {
    const tail = secret.slice(secret.lastIndexOf('.') + 1).slice(-36);
    return text.includes(secret) || text.includes(tail) ? [`${name} in ${where}`] : [];
  });
}

test('the table, the log, the audit trail, stored answers and refusals hold no API key, secret, invitation token or JWT', async () => {
  const { email, ...ada } = await berth.aPerson();
  const admin = keep('the token of an Admin', ada.token);
  const once = { headers: { 'idempotency-key': 'once' } };
  const account = done(await call('createAccount', { as: admin, body: { name: 'Acme' }, ...once }));
  const params = { accountId: account.id };
  const created = await call('createEnvironment', {
    as: admin,
    params,
    body: { name: 'staging', maxConcurrentCalls: 1 },
    headers: { 'idempotency-key': 'env' },
  });
  const key = keep('an API key', created.body.apiKey.secret);
  const of = { as: admin, params: { ...params, environmentId: created.body.environment.id } };
  const hooked = await call('createWebhook', {
    ...of,
    body: { url: 'https://example.com/', events: ['call.ended'] },
    headers: { 'idempotency-key': 'hook' },
  });
  keep('the secret of a webhook', hooked.body.secret);
  const rehooked = await call('rotateWebhookSecret', {
    as: admin,
    params: { ...of.params, webhookId: hooked.body.id },
    body: {},
    headers: { 'idempotency-key': 'rehook' },
  });
  keep('the rotated secret of a webhook', rehooked.body.secret);
  const rotated = await call('rotateApiKey', { ...of, body: {}, headers: { 'idempotency-key': 'rot' } });
  const second = keep('a rotated API key', rotated.body.secret);
  done(await call('deleteEnvironment', { ...of, query: { drain: false } }));
  const restored = await call('restoreEnvironment', {
    ...of,
    body: {},
    headers: { 'idempotency-key': 'res' },
  });
  const third = keep('the API key of a restored environment', restored.body.apiKey.secret);

  const pipeline = await call('createServiceAccount', {
    as: admin,
    params,
    body: { name: 'Pipeline', role: 'admin' },
    headers: { 'idempotency-key': 'svc' },
  });
  const acting = keep('the secret of a service account', pipeline.body.secret);
  const renewed = await call('rotateServiceAccountSecret', {
    as: admin,
    params: { ...params, serviceAccountId: pipeline.body.id },
    body: { graceSeconds: 3600 },
    headers: { 'idempotency-key': 'resvc' },
  });
  keep('the rotated secret of a service account', renewed.body.secret);
  done(await call('renameAccount', { as: acting, params, body: { name: 'By a pipeline' } }));
  const { token } = await berth.aPerson({ groups: ['operators'] });
  const operator = keep('the token of an operator', token);
  const byOperator = { as: operator, params };
  done(await call('findAccounts', { as: operator, query: { query: acting } }));
  done(await call('inspectAccount', byOperator));
  done(await call('suspendAccount', { ...byOperator, body: { reason: 'Unpaid' } }));
  done(await call('resumeAccount', { ...byOperator, body: {} }));

  const eve = await berth.aPerson();
  keep('the token of a person', eve.token);
  const invited = done(
    await call('createInvitation', {
      as: admin,
      params,
      body: { email: eve.email, role: 'member' },
      headers: { 'idempotency-key': 'inv' },
    }),
  );
  const inviting = keep('an invitation token', tokenOf(context, account.id, invited.id));
  secrets.set('the key of invitation links', context.invitationKey());

  // Used correctly and wrongly: in the wrong place, for the wrong thing, twice, too late.
  done(await call('startCall', { as: third, body: {} }));
  const wrong: (() => Promise<{ status: number }>)[] = [
    () => call('startCall', { as: third, body: {} }),
    () => call('startCall', { as: key, body: {} }),
    () => call('startCall', { as: second, body: {} }),
    () => call('startCall', { as: admin, body: {} }),
    () => call('getMe', { as: third }),
    () => call('getMe', { as: acting }),
    () => call('startCall', { as: acting, body: {} }),
    () => call('getAccount', { as: `${acting}x`, params }),
    () => call('inspectAccount', { as: acting, params }),
    () => call('suspendAccount', { as: operator, params, body: { reason: '', more: acting } as never }),
    () => call('getMe', { as: `${admin}x` }),
    () => call('startCall', { as: third, body: { id: third } }),
    () => call('startCall', { as: `${third}x`, body: {} }),
    () => call('getAccount', { as: admin, params: { accountId: third } }),
    () =>
      call('createEnvironment', {
        as: admin,
        params,
        body: { name: third.slice(0, 70), maxConcurrentCalls: 1 },
      }),
    () => call('renameAccount', { as: admin, params, body: { name: 'Acme', more: inviting } as never }),
    () => call('acceptInvitation', { as: admin, body: { token: inviting } }),
    () => call('acceptInvitation', { as: eve.token, body: { token: `${inviting}x` } }),
    () => call('lookUpInvitation', { as: eve.token, body: { token: third } }),
  ];
  for (const send of wrong) expect((await send()).status).toBeGreaterThanOrEqual(400);
  done(await call('acceptInvitation', { as: eve.token, body: { token: inviting } }));
  expect(await call('acceptInvitation', { as: admin, body: { token: inviting } })).toMatchObject({
    status: 410,
  });
  for (const again of ['env', 'rot', 'res']) {
    const { operation, answer } = history.find(
      ({ headers }) => headers['idempotency-key'] === again,
    ) as Exchange;
    expect(JSON.stringify(answer)).toContain('brt_');
    expect(operation).toBeDefined();
  }
  const replay = await call('createEnvironment', {
    as: admin,
    params,
    body: { name: 'staging', maxConcurrentCalls: 1 },
    headers: { 'idempotency-key': 'env' },
  });
  expect(replay).toAnswer(201, { apiKey: { secret: null, secretAvailable: false } });
  const { items: events } = done(await call('listAuditEvents', { as: admin, params, query: { limit: 100 } }));

  const items = await allItems(context.table);
  const refusals = history.filter(({ status }) => status >= 400);
  const found = [
    ...foundIn('the table', JSON.stringify(items)),
    ...foundIn('the log', JSON.stringify(logged)),
    ...foundIn('the audit trail', JSON.stringify(events)),
    ...refusals.flatMap(({ method, url, answer }) =>
      // `instance` names the requested path, as the client itself sent it.
      foundIn(`${method} ${url}`, JSON.stringify({ ...answer, instance: undefined })),
    ),
    ...foundIn('an answer after the first', JSON.stringify(replay.body)),
  ];
  expect(found).toEqual([]);
  expect(events.length).toBeGreaterThan(5);
  expect(items.some(({ pk }) => String(pk).startsWith('IDEMPOTENCY#'))).toBe(true);
  expect(logged.length).toBeGreaterThan(20);
  // The search works: it finds each secret in the answer that handed it out.
  const handedOut = history.filter(({ status }) => status < 300).map(({ answer }) => JSON.stringify(answer));
  expect(foundIn('an answer', handedOut.join('\n'))).toHaveLength(8);
  expect(email).toContain('@');
});
