import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sweepNow } from '../setup/sweep.ts';
import { createTable } from '../../lib/table/create.ts';
import { openTable, type Item } from '../../lib/table/table.ts';
import { startDynamoDbLocal } from '../../local/dynamodb/index.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { checkTable } from './checker/check-table.ts';
import { sortOut } from './checker/items.ts';
import { isLong } from './effort.ts';
import { stubbornClient } from './processes/clients.ts';
import { Servers } from './processes/servers.ts';
import { allItems } from './table-copy.ts';

const berth = await aBerth();
const LIMIT = 6;

/** What clients were told. Each answer must be true from then on. */
class Acknowledged {
  readonly running = new Set<string>();
  readonly ended = new Set<string>();
  /** Calls that were started, and did not run a moment later. */
  readonly lost = new Set<string>();
  readonly environments = new Map<string, { name: string; limit: number }>();
  requests = 0;
}

/** Traffic of every kind until it is told to stop. Each client finishes its last request. */
async function traffic(
  call: Client,
  account: Pick<TestAccount, 'accountId' | 'admin'>,
  { key, id: environmentId }: { key: string; id: string },
  isOver: () => boolean,
): Promise<Acknowledged> {
  const told = new Acknowledged();
  const machine = async () => {
    while (!isOver()) {
      const id = randomUUID();
      const started = await call('startCall', { as: key, body: { id, leaseSeconds: 3600 } });
      told.requests += 1;
      if (started.status === 429) continue;
      done(started);
      const renewed = await call('heartbeatCall', {
        as: key,
        params: { callId: id },
        body: { leaseSeconds: 3600 },
      });
      if (renewed.status === 410) {
        told.lost.add(id);
        continue;
      }
      done(renewed);
      told.running.add(id);
      if (Math.random() < 0.15 && told.running.size < LIMIT - 2) continue;
      told.running.delete(id);
      done(await call('endCall', { as: key, params: { callId: id } }));
      told.ended.add(id);
      told.requests += 2;
    }
  };
  const administrator = async () => {
    const as = asAdmin(account);
    while (!isOver()) {
      const name = `e-${randomUUID()}`;
      const created = await call('createEnvironment', { ...as, body: { name, maxConcurrentCalls: 1 } });
      told.requests += 1;
      if (created.status === 409) continue;
      const { id } = done(created).environment;
      told.environments.set(id, { name, limit: 1 });
      const request = inEnvironment(account, id);
      const raised = await call('editEnvironment', { ...request, body: { maxConcurrentCalls: 2 } });
      if (raised.status === 200) told.environments.set(id, { name, limit: 2 });
      told.requests += 1;
      if (told.environments.size < 12) continue;
      told.environments.delete(id);
      // A request that was cut has done it before, so there is nothing left to do.
      const deleted = await call('deleteEnvironment', { ...request, query: { drain: false } });
      expect([204, 404]).toContain(deleted.status);
    }
  };
  const squeezer = async () => {
    for (let limit = 1; !isOver(); limit = (limit % LIMIT) + 1) {
      const body = { maxConcurrentCalls: limit };
      const edited = await call('editEnvironment', { ...inEnvironment(account, environmentId), body });
      expect([200, 409]).toContain(edited.status);
      told.requests += 1;
    }
  };
  await Promise.all([machine(), machine(), machine(), machine(), administrator(), squeezer()]);
  return told;
}

/**
 * Everything acknowledged is there, unacknowledged changes may be, and all of it fits together.
 * @param mayLack how many of the changes may be missing
 */
function assertKept(items: readonly Item[], told: Acknowledged, environmentId: string, mayLack = 0): void {
  expect(checkTable(items, Date.now())).toEqual([]);
  const { accounts, environments } = sortOut(items);
  const leases = Object.keys(environments.get(environmentId)?.gates[0]?.l ?? {});
  expect([...told.running].filter((id) => !leases.includes(id))).toEqual([]);
  expect(leases.filter((id) => told.ended.has(id))).toEqual([]);
  const stored = new Map(
    [...accounts.values()]
      .flatMap((account) => account.environments)
      .map((environment) => [environment.id, environment]),
  );
  const lacking = [...told.environments].filter(([id, { name, limit }]) => {
    const kept = stored.get(id);
    return kept?.name !== name || kept.maxConcurrentCalls !== limit || kept.status !== 'active';
  });
  expect([...told.lost, ...lacking].slice(mayLack)).toEqual([]);
}

const { userPoolId, clientId } = berth.identity;
const serversOf = (table: string, endpoint: string) =>
  new Servers({ table, endpoint, userPoolId, clientId, jwks: berth.identity.jwks() });

test('processes that are killed in the middle of requests lose nothing acknowledged, and leave nothing half done', async () => {
  const { account, id, key } = await berth.aPlace({ plan: 60, maxConcurrentCalls: LIMIT });
  const { table } = berth.context;
  const servers = serversOf(table.name, process.env['DYNAMODB_ENDPOINT'] ?? '');
  await servers.start(2);
  const kills = isLong ? 60 : 3;
  let isOver = false;
  try {
    const killing = (async () => {
      for (let n = 0; n < kills; n += 1) {
        await pause(isLong ? 1_000 : 300);
        await servers.killOne();
      }
      isOver = true;
    })();
    const counts = { unanswered: 0, unavailable: 0 };
    const call = stubbornClient(() => servers.any(), counts);
    const told = await traffic(call, account, { key, id }, () => isOver);
    await killing;
    expect(counts.unanswered).toBeGreaterThan(0);
    expect(told.requests).toBeGreaterThan(20);
    assertKept(await allItems(table), told, id);
    await sweepNow(berth.context);
    assertKept(await allItems(table), told, id);
  } finally {
    servers.stop();
  }
});

test('while the database is down the answer is 503, and after its restart it has everything acknowledged before', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'berth-reliability-'));
  let dynamodb = await startDynamoDbLocal({ dataDir });
  const port = Number(new URL(dynamodb.endpoint).port);
  const table = openTable('berth', { endpoint: dynamodb.endpoint });
  await createTable(table);
  const servers = serversOf(table.name, dynamodb.endpoint);
  await servers.start(1);
  const counts = { unanswered: 0, unavailable: 0 };
  const call = stubbornClient(() => servers.any(), counts);
  try {
    const admin = await berth.aPerson();
    const { id: accountId } = done(await call('createAccount', { as: admin.token, body: { name: 'Acme' } }));
    const inAccount = asAdmin({ accountId, admin });
    const { environment, apiKey } = done(
      await call('createEnvironment', { ...inAccount, body: { name: 'busy', maxConcurrentCalls: LIMIT } }),
    );
    const place = { key: apiKey.secret ?? '', id: environment.id };
    let isOver = false;
    const kills = isLong ? 8 : 1;
    const killing = (async () => {
      for (let n = 0; n < kills; n += 1) {
        await pause(700);
        process.kill(dynamodb.pid, 'SIGKILL');
        await dynamodb.ended;
        expect(await clientOf(servers.any())('getAccount', inAccount)).toMatchObject({ status: 503 });
        dynamodb = await startDynamoDbLocal({ dataDir, port });
        await pause(500);
      }
      isOver = true;
    })();
    const told = await traffic(call, { accountId, admin }, place, () => isOver);
    await killing;
    expect(counts.unavailable).toBeGreaterThan(0);
    expect(counts.unanswered).toBe(0);
    // DynamoDB Local answers a write a moment before it is on disk. DynamoDB itself does not.
    assertKept(await allItems(table), told, environment.id, kills);
  } finally {
    servers.stop();
    table.documents.destroy();
    await dynamodb.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
