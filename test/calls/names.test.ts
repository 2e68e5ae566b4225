import { aBerth } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

test.each(['constructor', 'toString', '__defineGetter__', 'hasOwnProperty'])(
  'a call can be named %s: it starts once, is returned again, and ends',
  async (id) => {
    const { key } = await berth.aPlace();
    const one = { as: key, params: { callId: id } };
    expect(await call('startCall', { as: key, body: { id } })).toAnswer(201, { id });
    expect(await call('startCall', { as: key, body: { id } })).toAnswer(200, { id });
    expect(await call('getCall', one)).toAnswer(200, { id });
    expect((await call('endCall', one)).status).toBe(204);
    expect(await call('getCall', one)).toAnswer(200, { id, status: 'ended' });
  },
);

test('an environment gets more gates while a call with the name of a built-in property runs', async () => {
  const { key, of } = await berth.aPlace({ plan: 100, maxConcurrentCalls: 2 });
  for (const id of ['constructor', 'plain']) {
    expect(await call('startCall', { as: key, body: { id } })).toMatchObject({ status: 201 });
  }
  const edited = await call('editEnvironment', {
    ...of,
    body: { maxConcurrentCalls: 60 },
  });
  expect(edited).toAnswer(200, { maxConcurrentCalls: 60 });
  for (const id of ['constructor', 'plain']) {
    expect(await call('startCall', { as: key, body: { id } })).toAnswer(200, { id });
  }
});

test('a call cannot be named __proto__, which the SDK would lose, but __proto__ works as an Idempotency-Key', async () => {
  const { key } = await berth.aPlace();
  const named = await call('startCall', { as: key, body: { id: '__proto__' } });
  expect(named).toAnswer(422, { errors: [{ path: 'id' }] });
  const headers = { 'idempotency-key': '__proto__' };
  const started = await call('startCall', { as: key, headers });
  expect(started.status).toBe(201);
  expect(await call('startCall', { as: key, headers })).toAnswer(201, started.body);
  expect((await call('listCalls', { as: key })).body.items).toHaveLength(1);
});
