import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '-', '...', ':', '0', 'null'])(
  'a call can be named %s, and exists only after it was started',
  async (id) => {
    const { key: as } = await berth.aPlace({ maxConcurrentCalls: 1 });
    const params = { callId: id };
    expect((await call('getCall', { as, params })).status).toBe(404);
    expect((await call('heartbeatCall', { as, params })).status).toBe(410);
    done(await call('startCall', { as, body: { id: 'another' } }));
    expect(await call('startCall', { as, body: { id } })).toAnswer(429, { limit: 1, activeCalls: 1 });
    done(await call('endCall', { as, params: { callId: 'another' } }));
    expect((await call('startCall', { as, body: { id } })).status).toBe(201);
    expect(await call('startCall', { as, body: { id } })).toAnswer(200, { id });
  },
);
