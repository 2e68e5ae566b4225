// npm run test:sip: the recipe for Kamailio as an edge between SIPp's callers and a callee, with the slots of a running
// Berth. Needs kamailio, kamailio-extra-modules, kamailio-json-modules, kamailio-utils-modules, sip-tester and curl.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { berthClient } from '../../client/typescript/src/index.ts';
import { managementClient } from '../../client/typescript/src/management/index.ts';
import { startBerth } from '../../local/berth.ts';
import { aScene } from '../clients/scene.ts';
import { answerOf } from './answer.ts';
import { startCallee } from './callee.ts';
import { startCallers, type Callers } from './callers.ts';
import { startEdge } from './edge.ts';
import { until } from './until.ts';

const LIMIT = 40;
const LEASE_SECONDS = 10;

const folder = await mkdtemp(join(tmpdir(), 'berth-sip-'));
const server = await startBerth({ port: 0, ephemeral: true, empty: true, log: () => {} });
const callee = await startCallee();
const { origin, accountId, token, environmentId, key } = await aScene(server.origin, 1);
const berth = berthClient({ origin, apiKey: key });
const admin = managementClient({ origin, token });
const machine = managementClient({ origin, token: key });
const taken = async () => (await berth.concurrency()).activeCalls;

const { items } = await admin.listEnvironments({ accountId });
const limits = items.map(({ id }) => ({
  environmentId: id,
  maxConcurrentCalls: id === environmentId ? LIMIT : 0,
}));
await admin.reallocateConcurrency({ accountId, body: { changes: limits } });

const edge = await startEdge(folder, { origin, key, callee: callee.port, leaseSeconds: LEASE_SECONDS });
let long: Callers | undefined;
try {
  await startCallers(folder, edge.port, { calls: 60, atOnce: 10, seconds: 0.2 }).ended;
  await until('no slot is taken', taken, 0);
  assert.ok(callee.total() > LIMIT, `only ${callee.total()} calls found a slot`);
  await until('all calls are in the history as completed', () => ended('completed'), callee.total());
  console.log('60 calls after each other: each BYE gave a slot back.');

  long = startCallers(folder, edge.port, { calls: 200, atOnce: 200, seconds: 600 });
  await until('160 calls are refused', long.over, 200 - LIMIT);
  await until('40 calls are answered', callee.live, LIMIT);
  assert.equal(callee.peak(), LIMIT);
  assert.equal(await taken(), LIMIT);
  console.log('200 calls at a limit of 40: 40 at once, 160 heard 486 with a Retry-After.');

  await until('every lease was renewed', renewed, LIMIT);
  const [call] = (await machine.listCalls({ status: 'active' })).items;
  await admin.releaseCall({ accountId, environmentId, callId: call?.id ?? '' });
  await until('the edge hangs up', callee.live, LIMIT - 1);
  console.log('Heartbeats keep the slots; a call that an Admin ended is hung up.');

  edge.kill();
  await until('no slot is taken', taken, 0);
  console.log('The edge was killed: all slots came back when the leases ended.');

  const lonely = await startEdge(folder, { ...edge.options, origin: 'http://127.0.0.1:9' });
  try {
    assert.match(await answerOf(lonely.port, 'INVITE'), /^SIP\/2\.0 503 .*^Retry-After: \d+\r$/ms);
  } finally {
    lonely.kill();
  }
  console.log('Without Berth, calls are refused with 503.');
} finally {
  long?.stop();
  edge.kill();
  callee.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function ended(reason: string): Promise<number> {
  const page = await machine.listCalls({ status: 'ended', limit: 100 });
  return page.items.filter((item) => 'endReason' in item && item.endReason === reason).length;
}

/** How many calls run for longer than their first lease. */
async function renewed(): Promise<number> {
  const page = await machine.listCalls({ status: 'active', limit: 100 });
  return page.items.filter(
    (item) =>
      'leaseExpiresAt' in item &&
      Date.parse(item.leaseExpiresAt) > Date.parse(item.startedAt) + LEASE_SECONDS * 1000,
  ).length;
}
