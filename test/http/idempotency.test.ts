import { routes, type OperationId } from '../../lib/api/index.ts';
import { keepsAnswer } from '../../lib/api/operation.ts';
import { aBerth } from '../setup/berth.ts';
import {
  aScene,
  freshScene,
  prepareFor,
  requestsIn,
  rightCredential,
  sentAs,
  type Scene,
} from '../setup/scene.ts';
import { type Content, senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);

const DAY_SECONDS = 24 * 3600;

/** Sends the operation's request under an Idempotency-Key, with some of its content changed. */
function sendUnder(key: string, id: OperationId, scene: Scene, changed: Content = {}, as?: string) {
  const content = { ...requestsIn(scene)[id], ...changed };
  return send({
    ...sentAs(id, as ?? rightCredential(id, scene), content),
    headers: { 'idempotency-key': key },
  });
}

const newEnvironment = (name: string): Content => ({ body: { name, maxConcurrentCalls: 1 } });

/** All items except the stored answers. */
async function changes() {
  return (await berth.items()).filter(({ pk }) => !String(pk).startsWith('IDEMPOTENCY#'));
}

const posts = routes.filter(keepsAnswer);

test.each(posts.map(({ id, secret = false }) => ({ id, secret })))(
  '$id repeated under the same key answers the same, does nothing again and shows no secret again',
  async ({ id, secret }) => {
    const scene = await freshScene(berth);
    await prepareFor(id, scene, berth);
    // The request is the same each time. One with a generated address would differ.
    const { body } = requestsIn(scene)[id];
    const first = await sendUnder('once', id, scene, { body });
    expect(first.status).toBeLessThan(300);
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    const after = await changes();

    const again = await sendUnder('once', id, scene, { body });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.status).toBe(first.status);
    expect(again.headers.etag).toBe(first.headers.etag);
    expect(again.headers['cache-control']).toBe(first.headers['cache-control']);
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect(again.body).toEqual(withoutSecret(first.body));
    expect(/"secret":null,"secretAvailable":false|"link":null/.test(again.text)).toBe(secret);
    expect(await changes()).toEqual(after);
  },
);

function withoutSecret(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (name, value: unknown) => {
    if (name === 'secret' || name === 'link') return null;
    return name === 'secretAvailable' ? false : value;
  });
}

test('twenty clients with one key at the same moment create one environment and get equal answers', async () => {
  const scene = await freshScene(berth);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => sendUnder('same', 'createEnvironment', scene, newEnvironment('one'))),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
  const firsts = answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined);
  expect(firsts).toHaveLength(1);
  const [first] = firsts;
  expect(first?.body['apiKey']).toMatchObject({
    secret: expect.stringMatching(/^brt_/),
    secretAvailable: true,
  });
  for (const { headers, body } of answers.filter((answer) => answer !== first)) {
    expect(headers['idempotent-replayed']).toBe('true');
    expect(body).toEqual(withoutSecret(first?.body));
  }
  const named = (await berth.items()).filter(
    (item) => item['accountId'] === scene.accountId && item['name'] === 'one',
  );
  expect(named).toHaveLength(1);
});

test('of twenty clients with one key and different bodies one is served, and the others learn that the key is taken', async () => {
  const scene = await freshScene(berth);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      sendUnder('same', 'createEnvironment', scene, newEnvironment(`number ${at}`)),
    ),
  );
  const outcomes = answers.map(({ status, body }) => `${status} ${String(body['code'])}`).toSorted();
  expect(outcomes).toEqual([
    '201 undefined',
    ...Array.from({ length: 19 }, () => '422 idempotency_key_reused'),
  ]);
});

test('a used key is refused for another body, query, account or operation', async () => {
  const scene = await freshScene(berth);
  const ofTheSame = await berth.call('createAccount', { as: scene.admin.token, body: { name: 'Second' } });
  await sendUnder('mine', 'createEnvironment', scene, newEnvironment('first'));
  const before = await berth.items();
  const others = [
    sendUnder('mine', 'createEnvironment', scene, newEnvironment('second')),
    sendUnder('mine', 'createEnvironment', scene, { body: { name: 'first', maxConcurrentCalls: 2 } }),
    sendUnder('mine', 'createEnvironment', scene, {
      ...newEnvironment('first'),
      params: { accountId: ofTheSame.body.id },
    }),
    sendUnder('mine', 'createEnvironment', scene, { ...newEnvironment('first'), query: { x: '1' } }),
    sendUnder('mine', 'createAccount', scene),
    sendUnder('mine', 'rotateApiKey', scene),
    sendUnder('mine', 'createInvitation', scene),
    sendUnder('mine', 'reallocateConcurrency', scene),
  ];
  for (const { status, body } of await Promise.all(others)) {
    expect({ status, code: body['code'] }).toEqual({ status: 422, code: 'idempotency_key_reused' });
  }
  expect(await berth.items()).toEqual(before);
});

test('a body that leaves a default out is the same as one that states it', async () => {
  const scene = await freshScene(berth);
  await sendUnder('same', 'createEnvironment', scene, { body: { name: 'x', maxConcurrentCalls: 1 } });
  const again = await sendUnder('same', 'createEnvironment', scene, {
    body: { hidden: false, maxConcurrentCalls: 1, name: ' x ' },
  });
  expect(again.headers['idempotent-replayed']).toBe('true');
});

test('a key belongs to its caller, and the same key of another caller is another key', async () => {
  const [mine, theirs] = [await aScene(berth), await aScene(berth)];
  const answers = [
    await sendUnder('shared', 'createAccount', mine),
    await sendUnder('shared', 'createAccount', theirs),
  ];
  for (const { status, headers } of answers) {
    expect(status).toBe(201);
    expect(headers).not.toHaveProperty('idempotent-replayed');
  }
  expect(answers[0]?.body['id']).not.toBe(answers[1]?.body['id']);
});

test('a refusal does not use up a key: the same request succeeds when its obstacle is gone', async () => {
  const scene = await freshScene(berth);
  const body = { name: 'too large', maxConcurrentCalls: 20 };
  const refused = await sendUnder('again', 'createEnvironment', scene, { body });
  expect(refused.body['code']).toBe('concurrency_allocation_exceeded');
  await send(sentAs('setPlan', scene.operator.token, requestsIn(scene)['setPlan']));
  const created = await sendUnder('again', 'createEnvironment', scene, { body });
  expect(created.status).toBe(201);
  expect(created.headers).not.toHaveProperty('idempotent-replayed');
});

test('an answer is replayed whatever has happened to its subject, but only to callers who still have the right', async () => {
  const scene = await freshScene(berth);
  const { accountId, admin, colleague } = scene;
  const as = admin.token;
  const ofColleague = { accountId, userId: colleague.userId };
  await berth.call('changeRole', { as, params: ofColleague, body: { role: 'admin' } });
  const create = () =>
    sendUnder('kept', 'createEnvironment', scene, newEnvironment('short-lived'), colleague.token);
  const { id } = (await create()).body['environment'] as { id: string };
  await berth.call('deleteEnvironment', { as, params: { accountId, environmentId: id } });
  expect((await create()).body).toMatchObject({ environment: { id, status: 'active' } });
  await berth.call('changeRole', { as, params: ofColleague, body: { role: 'member' } });
  expect((await create()).body['code']).toBe('admin_required');
});

test('a dry run uses up its key too', async () => {
  const scene = await freshScene(berth);
  const changed = [{ environmentId: scene.sibling.id, maxConcurrentCalls: 9 }];
  const reallocate = (dryRun: boolean) =>
    sendUnder('plan', 'reallocateConcurrency', scene, { body: { changes: changed, dryRun } });
  expect((await reallocate(true)).status).toBe(200);
  expect((await reallocate(true)).headers['idempotent-replayed']).toBe('true');
  expect((await reallocate(false)).body['code']).toBe('idempotency_key_reused');
});

test('a request that changed nothing changes nothing when it is repeated', async () => {
  const scene = await freshScene(berth);
  const limit = (maxConcurrentCalls: number) => ({
    body: { changes: [{ environmentId: scene.sibling.id, maxConcurrentCalls }] },
  });
  await sendUnder('none', 'reallocateConcurrency', scene, limit(5));
  await sendUnder('other', 'reallocateConcurrency', scene, limit(3));
  const again = await sendUnder('none', 'reallocateConcurrency', scene, limit(5));
  expect(again.headers['idempotent-replayed']).toBe('true');
  const { body } = await send(
    sentAs('getEnvironment', scene.admin.token, {
      params: { accountId: scene.accountId, environmentId: scene.sibling.id },
    }),
  );
  expect(body['maxConcurrentCalls']).toBe(3);
});

test('a key is free again after a day', async () => {
  const scene = await freshScene(berth);
  const create = (name: string) => sendUnder('daily', 'createEnvironment', scene, newEnvironment(name));
  expect((await create('first')).status).toBe(201);
  berth.context.clock.advance(DAY_SECONDS - 60);
  expect((await create('second')).status).toBe(422);
  berth.context.clock.advance(61);
  expect((await create('second')).status).toBe(201);
  expect((await create('second')).headers['idempotent-replayed']).toBe('true');
});

test.each(['x', '~'.repeat(255), '"quoted"', 'a#b#c', 'null'])('the key %j is accepted', async (key) => {
  const scene = await freshScene(berth);
  expect((await sendUnder(key, 'createAccount', scene)).status).toBe(201);
  expect((await sendUnder(key, 'createAccount', scene)).headers['idempotent-replayed']).toBe('true');
});

describe('the start of a call under a key', () => {
  const startIn = (scene: Scene) => (key: string, body: object) =>
    sendUnder(key, 'startCall', scene, { body });

  test('takes the key as the id when none is given, and repeats the answer', async () => {
    const scene = await freshScene(berth);
    const start = startIn(scene);
    for (const key of ['call-a', 'no_id:_{"x":1}/?', '..', 'x'.repeat(255)]) {
      const [first, again] = [await start(key, {}), await start(key, {})];
      expect([first.status, again.status]).toEqual([201, 201]);
      expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
        undefined,
        'true',
      ]);
      expect(again.body).toEqual(first.body);
      await send(sentAs('endCall', scene.environment.key, { params: { callId: String(first.body['id']) } }));
    }
    expect((await start('call-a', {})).body['id']).toBe('call-a');
  });

  test.each([5, 60])(
    'is one call for 24 hours, also after its end, and then another, at a limit of %i',
    async (limit) => {
      const scene = await freshScene(berth);
      const { key } = await berth.aPlace({ plan: 100, maxConcurrentCalls: limit });
      const start = startIn({ ...scene, environment: { ...scene.environment, key } });
      const live = async () =>
        (await send(sentAs('listCalls', key, {}))).body['items'] as readonly { id: string }[];
      for (const body of [{}, { id: 'mine', leaseSeconds: 10 }]) {
        const under = `job of ${Object.keys(body).length}`.replaceAll(' ', '-');
        const first = await start(under, body);
        expect(first.status).toBe(201);
        await send(sentAs('endCall', key, { params: { callId: String(first.body['id']) } }));
        const again = await start(under, body);
        expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([
          201,
          first.body,
          'true',
        ]);
        expect(await live()).toEqual([]);
        expect(await start(under, { ...body, direction: 'inbound' })).toBeRefused(
          422,
          'idempotency_key_reused',
        );
        expect(await live()).toEqual([]);
      }
      berth.context.clock.advance(24 * 3600 + 1);
      expect(await start('job-of-0', {})).toMatchObject({ status: 201 });
      expect(await live()).toHaveLength(1);
    },
  );

  test('is one call when twenty clients send it at once, and none when it was refused', async () => {
    const scene = await freshScene(berth);
    const { key } = await berth.aPlace({ maxConcurrentCalls: 1 });
    const start = startIn({ ...scene, environment: { ...scene.environment, key } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => start('one', { direction: 'inbound' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await start('another', {})).status).toBe(429);
    await send(sentAs('endCall', key, { params: { callId: 'one' } }));
    expect((await start('another', {})).status).toBe(201);
  });
});
