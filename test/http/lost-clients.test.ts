import { connect } from 'node:net';
import { aBerth, done } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';

const berth = await aBerth();
const { call } = berth;

/** Sends the data as it is, and cuts the connection without waiting for an answer. */
async function sendAndVanish(bytes: string): Promise<void> {
  const { hostname, port } = new URL(berth.origin);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((sent, failed) => {
    socket.on('error', failed);
    socket.write(bytes, () => sent());
  });
  socket.resetAndDestroy();
}

const startOf = (key: string, body: string, length = body.length) =>
  [
    'POST /v1/calls HTTP/1.1',
    'host: berth',
    `authorization: Bearer ${key}`,
    'content-type: application/json',
    `content-length: ${length}`,
    '',
    body,
  ].join('\r\n');

test('a client that disconnects before the answer takes at most one slot, and finds its call again under its id', async () => {
  const { id: environmentId, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  const ids = Array.from({ length: 5 }, (_, n) => `call-${n}`);
  await Promise.all(
    ids.map((id) => sendAndVanish(startOf(key, JSON.stringify({ id, leaseSeconds: 3_600 })))),
  );
  // Each start either finds the call or creates it (200 or 201), and never takes another slot.
  const again = await Promise.all(
    ids.map((id) => call('startCall', { as: key, body: { id, leaseSeconds: 3_600 } })),
  );
  for (const [n, { status, body }] of again.entries()) {
    expect([200, 201]).toContain(status);
    expect(body).toMatchObject({ id: ids[n], environmentId, status: 'active' });
  }
  const { items } = done(await call('listCalls', { as: key }));
  expect(items.map(({ id }) => id).toSorted()).toEqual(ids);
  expect(done(await call('getOwnConcurrency', { as: key }))).toMatchObject({ activeCalls: 5 });
  await expectSound(berth);
});

test('a request that breaks off within its body does nothing', async () => {
  const { key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  done(await call('getOwnConcurrency', { as: key }));
  const before = await berth.items();
  const body = JSON.stringify({ id: 'half' });
  await sendAndVanish(startOf(key, body, body.length + 1));
  expect(await call('getCall', { as: key, params: { callId: 'half' } })).toMatchObject({ status: 404 });
  expect(await berth.items()).toEqual(before);
});
