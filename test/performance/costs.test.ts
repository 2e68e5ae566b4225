import { meter, type Cost } from '../../bench/measure/meter.ts';
import { routes, type OperationId } from '../../lib/api/index.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aScene, requestsIn, rightCredential, sentAs, waitsFor, type Scene } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';
import { tableInDocs, type Row } from './table-in-docs.ts';

const berth = await aBerth();
const { call } = berth;
const send = senderTo(berth.origin);
const { costOfAll } = meter(berth.world.table.documents, process.env['DYNAMODB_ENDPOINT'] ?? '');

/** Reads leave a scene as it is; every write has one of its own. */
const shared = await aScene(berth);
const scenes = new Map<OperationId, Scene>();
await Promise.all(
  routes
    .filter(({ effect }) => effect === 'write')
    .map(async ({ id }) => scenes.set(id, await aScene(berth))),
);

async function costOfOperation(id: OperationId): Promise<Cost> {
  const scene = scenes.get(id) ?? shared;
  berth.world.clock.advance(waitsFor[id] ?? 0);
  return costOfAll(async () => {
    const { status, text } = await send(sentAs(id, rightCredential(id, scene), requestsIn(scene)[id]));
    if (status >= 300) throw new Error(`${id}: ${status} ${text}`);
  });
}

/** An environment of so many calls, with the key that starts them. */
async function machine(limit: number): Promise<string> {
  const account = await berth.anAccount({ plan: 2_000 });
  return (await berth.anEnvironment(account, { maxConcurrentCalls: limit })).key;
}

const start = async (as: string, body: { id?: string } = {}) =>
  done(await call('startCall', { as, body })).id;
const end = (as: string, callId: string) => call('endCall', { as, params: { callId } });
const beat = (as: string, callId: string) => call('heartbeatCall', { as, params: { callId } });

/** What the steps of a call cost where it matters how many may run, and who names them. */
async function situations(): Promise<Row[]> {
  const small = await machine(40);
  const large = await machine(1_000);
  const ids = await Promise.all(Array.from({ length: 39 }, () => start(small)));
  // So that this process knows the gates of both.
  await end(large, await start(large));
  await end(large, await start(large, { id: 'first' }));

  const rows: Row[] = [];
  const row = async (name: string, run: () => Promise<unknown>) =>
    void rows.push({ name, cost: await costOfAll(run) });
  let id = '';
  await row('start, the 40th of 40', async () => (id = await start(small)));
  await row('heartbeat, 40 of 40 run', () => beat(small, id));
  await row('start refused, 40 of 40 run', () => call('startCall', { as: small, body: {} }));
  await row('end, 40 of 40 run', () => end(small, ids[0] ?? ''));
  await row('start, limit 1,000', async () => (id = await start(large)));
  await row('heartbeat, limit 1,000', () => beat(large, id));
  await row('end, limit 1,000', () => end(large, id));
  await row('start under a name, limit 1,000', () => start(large, { id: 'mine' }));
  await row('heartbeat under a name, limit 1,000', () => beat(large, 'mine'));
  await row('end under a name, limit 1,000', () => end(large, 'mine'));
  return rows;
}

test('what each operation costs is what docs/performance.md says', async () => {
  const rows: Row[] = [];
  for (const { id } of routes) {
    rows.push({ name: `\`${id}\``, cost: await costOfOperation(id) });
  }
  rows.push(...(await situations()));
  const { written, counted } = await tableInDocs(rows);
  expect(written).toBe(counted);
}, 60_000);
