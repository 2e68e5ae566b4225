import { assumed, monthly } from '../../bench/costs/month.ts';
import { meter, type Cost } from '../../bench/measure/meter.ts';
import { routes, type OperationId } from '../../lib/api/index.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aScene, requestsIn, rightCredential, sentAs, waitsFor, type Scene } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';
import { costTable, sectionInDocs, type Row } from './docs.ts';

const berth = await aBerth();
const { call } = berth;
const send = senderTo(berth.origin);
const counter = meter(berth.world.table.documents, process.env['DYNAMODB_ENDPOINT'] ?? '');

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
  return counter.costOfAll(async () => {
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
    void rows.push({ name, cost: await counter.costOfAll(run) });
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

/**
 * Fails when an operation comes to cost something else, or a new one is not in the document yet.
 * `UPDATE_DOCS=1 npm test -- performance` writes the document anew: look at the difference before you commit it.
 */
test('what each operation costs, and calls in a month, is what docs/performance.md says', async () => {
  const rows: Row[] = [];
  for (const { id } of routes) rows.push({ name: `\`${id}\``, cost: await costOfOperation(id) });
  const costs = await sectionInDocs('costs', costTable([...rows, ...(await situations())]));
  expect(costs.written).toBe(costs.counted);

  const costOf = (id: OperationId) => rows.find(({ name }) => name === `\`${id}\``)?.cost;
  const steps = [
    costOf('startCall'),
    costOf('endCall'),
    ...Array.from({ length: assumed.heartbeats }, () => costOf('heartbeatCall')),
  ];
  const units = {
    writeUnits: steps.reduce((sum, cost) => sum + (cost?.writeUnits ?? Number.NaN), 0),
    readUnits: steps.reduce((sum, cost) => sum + (cost?.readUnits ?? Number.NaN), 0),
  };
  const month = await sectionInDocs('month', monthly([1, 100, 10_000], units));
  expect(month.written).toBe(month.counted);
}, 60_000);
