import { assumed, monthly } from '../../bench/costs/month.ts';
import { meter, type Cost } from '../../bench/measure/meter.ts';
import { routes, type OperationId } from '../../lib/api/index.ts';
import { readGates } from '../../lib/gate/gate.ts';
import { recordCalls } from '../../lib/history/record-calls.ts';
import { keys } from '../../lib/table/keys.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { freshScene, prepareFor, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';
import { costTable, sectionInDocs, type Row } from './docs.ts';

const berth = await aBerth();
const { call } = berth;
const send = senderTo(berth.origin);
const counter = meter(berth.context.table.documents, process.env['DYNAMODB_ENDPOINT'] ?? '');

async function costOfOperation(id: OperationId): Promise<Cost> {
  const scene = await freshScene(berth);
  await prepareFor(id, scene, berth);
  // A page is full.
  if (id === 'findAccounts') await Promise.all(Array.from({ length: 50 }, () => berth.anAccount()));
  return counter.costOfAll(async () => {
    const { status, text } = await send(sentAs(id, rightCredential(id, scene), requestsIn(scene)[id]));
    if (status >= 300) throw new Error(`${id}: ${status} ${text}`);
  });
}

/** An environment with this limit, and the key that starts its calls. */
async function machine(limit: number): Promise<string> {
  return (await anEnvironment(limit)).key;
}

const anEnvironment = (limit: number, reservedInboundCalls = 0) =>
  berth.aPlace({ plan: 2_000, maxConcurrentCalls: limit, reservedInboundCalls });

/** A running campaign with a limit of its own. */
async function aCampaign(as: string): Promise<string> {
  const { id: agentId } = done(await call('createAgent', { as, body: { name: 'Caller' } }));
  const { id: numberId } = done(await call('createNumber', { as, body: { e164: aTelephoneNumber() } }));
  const body = { name: 'Spring', agentId, numberId, maxConcurrentCalls: 5 };
  const { id: campaignId } = done(await call('createCampaign', { as, body }));
  done(await call('editCampaign', { as, params: { campaignId }, body: { status: 'running' } }));
  return campaignId;
}

/** The cost of recording this many calls whose ends the stream delivers at once. */
async function costOfRecords(calls: number): Promise<Cost> {
  const { id, key } = await anEnvironment(calls);
  const ids = await Promise.all(Array.from({ length: calls }, () => start(key)));
  const gate = async () => (await readGates(berth.context.table, id))[0];
  const before = await gate();
  await Promise.all(ids.map((callId) => end(key, callId)));
  const after = await gate();
  const change = { id: '', key: keys.gate(id), at: Date.now(), before, after };
  return counter.costOfAll(() => recordCalls([change], berth.context));
}

const start = async (as: string, body: { id?: string; campaignId?: string } = {}) =>
  done(await call('startCall', { as, body })).id;
const end = (as: string, callId: string) => call('endCall', { as, params: { callId } });
const beat = (as: string, callId: string) => call('heartbeatCall', { as, params: { callId } });

/** Calls whose ends reach the function `usage` at once, where many calls run. */
const GATHERED = 40;

/** The costs of the steps of a call, where they depend on the limit and on who names the call. */
async function situations(): Promise<Row[]> {
  const small = await machine(40);
  const large = await machine(1_000);
  const ids = await Promise.all(Array.from({ length: 39 }, () => start(small)));
  // This makes the process know the gates of both.
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
  const capped = (await anEnvironment(40, 5)).key;
  await row('start, first under a reserve', async () => (id = await start(capped)));
  await row('start, under a reserve', () => start(capped));
  await row('end, under a reserve', () => end(capped, id));
  const campaignId = await aCampaign(capped);
  await start(capped, { campaignId });
  await row('start in a campaign', async () => (id = await start(capped, { campaignId })));
  await row('end in a campaign', () => end(capped, id));
  rows.push({ name: 'record of an ended call', cost: await costOfRecords(1) });
  rows.push({ name: `records of ${GATHERED} calls`, cost: await costOfRecords(GATHERED) });
  return rows;
}

/**
 * Fails when the cost of an operation changes, or a new one is not in the document yet. `UPDATE_DOCS=1 npm test --
 * performance` rewrites the document. Look at the difference before you commit it.
 */
test('docs/performance.md says what each operation and a month of calls cost', async () => {
  const rows: Row[] = [];
  // The export of the usage of all accounts costs as much as those of each together.
  const counted = routes.filter(({ id }) => id !== 'exportUsageOfAll');
  for (const { id } of counted) rows.push({ name: `\`${id}\``, cost: await costOfOperation(id) });
  const more = await situations();
  const costs = await sectionInDocs('costs', costTable([...rows, ...more]));
  expect(costs.written).toBe(costs.counted);

  const costOf = (id: OperationId) => rows.find(({ name }) => name === `\`${id}\``)?.cost;
  const steps = [
    costOf('startCall'),
    costOf('endCall'),
    ...Array.from({ length: assumed.heartbeats }, () => costOf('heartbeatCall')),
  ];
  const records = more.at(-1)?.cost.writeUnits ?? Number.NaN;
  const units = {
    writeUnits: steps.reduce((sum, cost) => sum + (cost?.writeUnits ?? Number.NaN), 0) + records / GATHERED,
    readUnits: steps.reduce((sum, cost) => sum + (cost?.readUnits ?? Number.NaN), 0),
  };
  const month = await sectionInDocs('month', monthly([1, 100, 10_000], units));
  expect(month.written).toBe(month.counted);
});
