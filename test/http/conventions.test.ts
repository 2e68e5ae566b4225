import { routes, type OperationId } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aScene, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { type Content, senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const requests = requestsIn(scene);
const { accountId, admin } = scene;
const inAccount = { params: { accountId } };

const sendAs = (id: OperationId, content: Content = requests[id], headers = {}) =>
  send({ ...sentAs(id, rightCredential(id, scene), content), headers });

const REQUEST_ID = /^[\w-]{15}=$/;

describe('a problem', () => {
  test('has all members of RFC 9457, its code, and the request id of the header', async () => {
    const path = `/v1/accounts/${accountId}/environments?limit=0`;
    const { status, headers, body } = await send({ path, as: admin.token });
    expect(status).toBe(422);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toEqual({
      type: '/problems/invalid_input',
      title: 'The input is not valid',
      status: 422,
      detail: 'limit must be at least 1.',
      instance: `/v1/accounts/${accountId}/environments`,
      code: 'invalid_input',
      requestId: headers['x-request-id'],
      errors: [{ path: 'limit', message: 'must be at least 1' }],
    });
    expect(headers['x-request-id']).toMatch(REQUEST_ID);
  });

  test('lists at most ten errors, and repeats no value', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x${at}`, 'a secret']));
    const { status, body, text } = await sendAs('createEnvironment', { ...inAccount, body: unknown });
    expect(status).toBe(422);
    expect(body['errors']).toHaveLength(10);
    expect(text).not.toContain('a secret');
  });

  test('names each field by its path', async () => {
    const changes = [{ environmentId: scene.environment.id, maxConcurrentCalls: 1, hidden: true }, 5];
    const { body } = await sendAs('reallocateConcurrency', { ...inAccount, body: { changes } });
    expect(body['errors']).toEqual([
      { path: 'changes.0.hidden', message: 'is not a known field' },
      { path: 'changes.1', message: 'must be an object' },
    ]);
  });
});

describe('a path', () => {
  const paths = new Map(routes.map(({ id, path }) => [path, sentAs(id, undefined, requests[id]).path]));
  const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

  /** `…/api-keys/rotate` is a path of its own, and also the path of a key with this id. */
  const methodsAt = (path: string): string[] =>
    routes
      .filter((row) => new RegExp(`^${row.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
      .map(({ method }) => method);

  test.each([...paths])('%s answers 405 with Allow to methods that it does not have', async (_, path) => {
    const methods = methodsAt(path);
    for (const method of known.filter((one) => !methods.includes(one))) {
      const { status, headers, body } = await send({ method, path });
      const allow = headers.allow?.split(', ').toSorted();
      expect({ method, status, allow }).toEqual({ method, status: 405, allow: methods.toSorted() });
      expect(headers['x-request-id']).toMatch(REQUEST_ID);
      // A HEAD is answered without a body in any case.
      expect(body['code']).toBe(method === 'HEAD' ? undefined : 'method_not_allowed');
    }
  });

  test.each([
    '/v1',
    '/v1/',
    '/v1/me/',
    '/v1//me',
    '/v1/ME',
    '/V1/me',
    '/v1/me%2F',
    '/v1/%6De/x',
    '/v1/me;x=1',
    '/v1/./me',
    '/v1/x/../me',
    '/v1/accounts/',
    '/v1/accounts//environments',
    '/v1/%zz',
    '/v1/%',
    '/v1/%00',
    '/v1/%ff',
    '/v1/accounts/%zz/audit-events',
    `/v1/accounts/${accountId.toLowerCase()}`,
    `/v1/accounts/${accountId}%00`,
    `/v1/accounts/${accountId}%2Fenvironments`,
    `/v1/accounts/${'a'.repeat(5000)}`,
  ])('that does not exist is 404: %s', async (path) => {
    const { status, headers, body } = await send({ path, as: admin.token });
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'not_found', requestId: headers['x-request-id'] });
    // A URI reference, without any character that a URI must not contain.
    expect(body['instance']).toMatch(/^[\x21-\x7e]+$/);
  });

  test('of a call holds its id, decoded once', async () => {
    const { status } = await send({ path: '/v1/calls/call%2D1', as: scene.environment.key });
    expect(status).toBe(200);
    expect((await send({ path: '/v1/calls/call%252D1', as: scene.environment.key })).status).toBe(404);
  });
});

describe('every answer', () => {
  test.each(routes.filter(({ effect }) => effect === 'read'))(
    'of $id names its request, its content type and its caching',
    async ({ id, download }) => {
      const { status, headers } = await sendAs(id);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': download ? 'text/csv; charset=utf-8; header=present' : 'application/json',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      expect(headers['x-request-id']).toMatch(REQUEST_ID);
    },
  );

  test('that contains a secret must not be stored anywhere', async () => {
    const account = await berth.anAccount();
    const params = { accountId: account.accountId };
    const as = account.admin.token;
    const created = await berth.call('createEnvironment', {
      as,
      params,
      body: { name: 'new', maxConcurrentCalls: 0 },
    });
    const environment = { ...params, environmentId: created.body.environment.id };
    const rotated = await berth.call('rotateApiKey', { as, params: environment });
    done(await berth.call('deleteEnvironment', { as, params: environment }));
    const restored = await berth.call('restoreEnvironment', { as, params: environment });
    expect([created.status, rotated.status, restored.status]).toEqual([201, 201, 200]);
    for (const { headers } of [created, rotated, restored])
      expect(headers.get('cache-control')).toBe('no-store');
    expect(created.body.apiKey.secret).toMatch(/^brt_[0-9A-Z]{26}_[0-9A-Za-z]{39}$/);
    for (const { body } of [created, restored]) {
      expect(body.apiKey).toMatchObject({ secret: expect.stringMatching(/^brt_/), secretAvailable: true });
      expect(body.apiKey.masked).toBe(`brt_…${body.apiKey.secret?.slice(-4)}`);
    }
    expect(rotated.body).toMatchObject({ secret: expect.stringMatching(/^brt_/), secretAvailable: true });
  });
});

describe('a version', () => {
  const versioned: (Operation & { id: OperationId })[] = routes.filter((row) => row.versioned === true);
  const edits = versioned.filter(({ method }) => method !== 'GET' && method !== 'POST').map(({ id }) => id);

  test.each(versioned.filter(({ method }) => method === 'GET').map(({ id }) => id))(
    'is given by %s',
    async (id) => {
      expect((await sendAs(id)).headers.etag).toMatch(/^"\d+"$/);
    },
  );

  test.each(edits)('that is stale is refused by %s, and nothing changes', async (id) => {
    const before = await berth.items();
    for (const stale of ['"0"', '"9999"', 'garbage', '', 'W/"9999"']) {
      const { status, body } = await sendAs(id, requests[id], { 'if-match': stale });
      expect({ stale, status, code: body['code'] }).toEqual({ stale, status: 412, code: 'stale_version' });
    }
    expect(await berth.items()).toEqual(before);
  });

  test('that is current lets an edit through, and changes with it', async () => {
    const { headers } = await sendAs('getEnvironment');
    const edit = (name: string, etag = '') =>
      sendAs('editEnvironment', { ...requests['editEnvironment'], body: { name } }, { 'if-match': etag });
    const edited = await edit('renamed once', headers.etag);
    expect(edited.status).toBe(200);
    expect(edited.headers.etag).not.toBe(headers.etag);
    expect((await edit('renamed twice', headers.etag)).status).toBe(412);
    expect((await edit('renamed twice', `W/${edited.headers.etag}, "0"`)).status).toBe(200);
    expect((await edit('renamed thrice', '*')).status).toBe(200);
    expect((await sendAs('getEnvironment')).body['name']).toBe('renamed thrice');
  });

  test('is the same in the answer to a change and to a later read', async () => {
    const renamed = await sendAs('renameAccount');
    expect((await sendAs('getAccount')).headers.etag).toBe(renamed.headers.etag);
  });
});
