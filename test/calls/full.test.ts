import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;

/** An environment with several gates, which this process has just seen full. */
async function aFullEnvironment() {
  const limit = 45;
  const { key, keyId, of } = await berth.aPlace({ plan: 100, maxConcurrentCalls: limit });
  const names = Array.from({ length: limit }, (_, n) => `call-${n}`);
  const started = await Promise.all(names.map((id) => call('startCall', { as: key, body: { id } })));
  expect(started.map(({ status }) => status)).toEqual(names.map(() => 201));
  for (const id of ['one-more', 'and-another'])
    expect(await call('startCall', { as: key, body: { id } })).toMatchObject({ status: 429 });
  return { key, keyId, of: of };
}

describe('when several gates are all known to be full', () => {
  test('a start under the id of a running call returns that call', async () => {
    const { key } = await aFullEnvironment();
    const again = await call('startCall', { as: key, body: { id: 'call-7' } });
    expect(again).toAnswer(200, { id: 'call-7' });
  });

  test('a revoked key no longer starts calls', async () => {
    const { key, keyId, of } = await aFullEnvironment();
    done(await call('revokeApiKey', { ...of, params: { ...of.params, keyId } }));
    expect(await call('startCall', { as: key })).toMatchObject({ status: 401 });
  });

  test('a raised limit lets the next call in', async () => {
    const { key, of } = await aFullEnvironment();
    done(await call('editEnvironment', { ...of, body: { maxConcurrentCalls: 46 } }));
    expect(await call('startCall', { as: key })).toMatchObject({ status: 201 });
    expect(await call('startCall', { as: key })).toAnswer(429, { limit: 46 });
  });

  test('a start while the environment is draining is refused with that reason', async () => {
    const { key, of } = await aFullEnvironment();
    done(await call('deleteEnvironment', { ...of, query: { drain: true } }));
    for (const id of ['one-more', 'and-another']) {
      const refused = await call('startCall', { as: key, body: { id } });
      expect(refused).toBeRefused(409, 'environment_draining');
    }
  });

  test('slots with expired leases are free at once', async () => {
    const { key } = await aFullEnvironment();
    context.clock.advance(121);
    expect(await call('startCall', { as: key })).toMatchObject({ status: 201 });
  });
});
