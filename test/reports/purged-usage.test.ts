import type { CallId } from '../../lib/api/schemas/ids.ts';
import { sweep } from '../../lib/background/sweep.ts';
import { readGates } from '../../lib/gate/gate.ts';
import { newLease } from '../../lib/gate/lease.ts';
import { recordCalls } from '../../lib/history/record-calls.ts';
import { noteRefused } from '../../lib/history/usage.ts';
import { keys } from '../../lib/table/keys.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';
import { interrupted } from '../resources/meanwhile.ts';
import { checkTable } from '../reliability/checker/check-table.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const { token: as } = await berth.aPerson({ groups: ['operators'] });
const usage = await followUsage(berth);

const DAY = 24 * 3600;
const HOUR_MS = 3_600_000;
// The calls of this file begin with an hour, so that all of them are in one month.
context.clock.advance((HOUR_MS - (context.clock.now() % HOUR_MS)) / 1000);
const round = () => sweep({ requestId: 'a round' }, context);

/** An environment in which this many calls have ended, one at a time. */
async function aUsedEnvironment(account: TestAccount, calls: number) {
  const environment = await berth.anEnvironment(account, { maxConcurrentCalls: 5 });
  for (let n = 0; n < calls; n += 1) {
    const { id } = done(await call('startCall', { as: environment.key, body: {} }));
    context.clock.advance(30);
    done(await call('endCall', { as: environment.key, params: { callId: id } }));
  }
  await usage.caughtUp(environment.id);
  return environment;
}

const monthNow = () => new Date(context.clock.now()).toISOString().slice(0, 7);
/** The row of an account in the file of a month, if it has one. */
async function billOf({ accountId }: TestAccount, month: string) {
  const { text } = done(await call('exportUsageOfAll', { as, query: { month } }));
  const [header = '', ...rows] = text.trimEnd().split('\r\n');
  const row = rows.find((line) => line.startsWith(accountId))?.split(',');
  return row && Object.fromEntries(header.split(',').map((name, index) => [name, row[index]]));
}
const inspected = async ({ accountId }: TestAccount) =>
  done(await call('inspectAccount', { as, params: { accountId } })).usage;
/** By hours, the 30 days until now. */
const reported = async (account: TestAccount) => {
  const to = new Date(context.clock.now()).toISOString();
  const from = new Date(context.clock.now() - 30 * DAY * 1000).toISOString();
  const query = { includeDeleted: 'true', from, to } as const;
  const { items, totals } = done(await call('getAccountUsage', { ...asAdmin(account), query }));
  return { items: items.filter(({ started, peak }) => started + peak > 0), totals };
};

test('an Admin cannot take usage off their bill: a purge leaves every figure of the account as it was', async () => {
  const account = await berth.anAccount();
  const month = monthNow();
  const { id } = await aUsedEnvironment(account, 10);
  await aUsedEnvironment(account, 2);
  const seen = async () => ({
    bill: await billOf(account, month),
    inspected: await inspected(account),
    reported: await reported(account),
  });
  const before = await seen();
  expect(before.bill).toMatchObject({ started: '12', minutes: expect.stringMatching(/^6/) });

  done(await call('deleteEnvironment', inEnvironment(account, id)));
  expect(await seen()).toEqual(before);
  const query = { permanently: 'true' } as const;
  done(await call('deleteEnvironment', { ...inEnvironment(account, id), query }));
  expect(await seen()).toEqual(before);
  expect(await round()).toMatchObject({ purged: 1, failed: 0 });
  expect(await seen()).toEqual(before);
});

/** An environment with a refused start on each of the last days, which is deleted permanently. */
async function aDeletedEnvironment(account: TestAccount, days: number) {
  const { id } = await berth.anEnvironment(account);
  for (let day = 0; day < days; day += 1)
    await noteRefused(context.table, id, context.clock.now() - day * DAY * 1000, 1);
  done(await call('deleteEnvironment', inEnvironment(account, id)));
  const query = { permanently: 'true' } as const;
  done(await call('deleteEnvironment', { ...inEnvironment(account, id), query }));
  return id;
}
const refusedIn = async (account: TestAccount, days: number) => {
  const from = new Date(context.clock.now() - days * DAY * 1000).toISOString();
  const query = { includeDeleted: 'true', granularity: 'day', from } as const;
  return done(await call('getAccountUsage', { ...asAdmin(account), query })).totals.refused;
};

test('wherever a purge is interrupted, each day is counted once', async () => {
  const account = await berth.anAccount();
  const id = await aDeletedEnvironment(account, 60);
  let interruptedAt = 0;
  for (let isDone = false; !isDone;) {
    interruptedAt += 1;
    isDone = (await interrupted(berth, interruptedAt, round)).failed === 0;
    expect(await refusedIn(account, 60)).toBe(60);
  }
  expect(interruptedAt).toBeGreaterThan(3);
  expect(await berth.items(`ENVIRONMENT#${id}`)).toEqual([]);
  expect(checkTable(await berth.items(), context.clock.now())).toEqual([]);
});

test('a report that is made during a purge misses nothing, and has nothing twice', async () => {
  const account = await berth.anAccount();
  const id = await aDeletedEnvironment(account, 10);
  const { middlewareStack } = context.table.documents;
  const purges: Promise<unknown>[] = [];
  middlewareStack.add(
    (next) => async (request) => {
      const { ExpressionAttributeValues } = request.input as {
        ExpressionAttributeValues?: { ':pk'?: string };
      };
      const answer = await next(request);
      if (purges.length === 0 && ExpressionAttributeValues?.[':pk'] === `ENVIRONMENT#${id}`) {
        purges.push(round());
        await Promise.all(purges);
      }
      return answer;
    },
    { step: 'initialize', name: 'purge' },
  );
  expect(await refusedIn(account, 10)).toBe(10);
  middlewareStack.remove('purge');
  expect(await Promise.all(purges)).toMatchObject([{ purged: 1 }]);
});

test('what is told of calls only after the purge of their environment is added to the bill, and then removed', async () => {
  const account = await berth.anAccount();
  const month = monthNow();
  const { id } = await aUsedEnvironment(account, 1);
  const environment = id;
  const [gate] = await readGates(context.table, environment);
  done(await call('deleteEnvironment', inEnvironment(account, id)));
  const query = { permanently: 'true' } as const;
  done(await call('deleteEnvironment', { ...inEnvironment(account, id), query }));
  const now = context.clock.now();
  expect(await round()).toMatchObject({ purged: 1 });

  // As the stream and the log do when they are late.
  const traits = { direction: 'outbound', references: {} } as const;
  const late = { ...gate, l: { late: newLease('late' as CallId, traits, 10, now - 20_000) } };
  const change = { id: '', key: keys.gate(environment), at: now, before: late, after: undefined };
  await recordCalls([change], context);
  await noteRefused(context.table, environment, now, 2);
  expect(await billOf(account, month)).toMatchObject({ started: '1', refused: '0' });
  expect(checkTable(await berth.items(), context.clock.now())).toEqual([]);

  context.clock.advance(3_700);
  expect(await round()).toMatchObject({ failed: 0 });
  expect(await billOf(account, month)).toMatchObject({ started: '2', expired: '1', refused: '2' });
  const left = async () =>
    (await berth.items())
      .map(({ pk, sk }) => `${String(pk)} ${String(sk)}`)
      .filter((item) => item.includes(id));
  expect(await left()).toEqual([expect.stringMatching(/^DUE#.*#late$/)]);
  context.clock.advance(18 * DAY);
  expect(await round()).toMatchObject({ failed: 0 });
  expect(await left()).toEqual([]);
});

test('a removed account has a row in the file of each month in which it was used, and is in no other list', async () => {
  const account = await berth.anAccount({ name: 'Gone Ltd' });
  const used = monthNow();
  // Peaks are at the time of the machine, which is not moved.
  const unused = new Date(Date.now() - 62 * DAY * 1000).toISOString().slice(0, 7);
  await aUsedEnvironment(account, 3);
  const before = await billOf(account, used);
  const params = { accountId: account.accountId };
  done(await call('closeAccount', { as, params, body: {} }));
  context.clock.advance(30 * DAY + 60);
  for (let rounds = 0; rounds < 3; rounds += 1) {
    await round();
    context.clock.advance(61);
  }
  expect(await call('inspectAccount', { as, params })).toMatchObject({ status: 404 });
  expect(before).toMatchObject({ started: '3', status: 'active' });
  expect(await billOf(account, used)).toEqual({ ...before, status: 'removed' });
  expect(await billOf(account, unused)).toBeUndefined();
  for (const query of [{}, { query: 'Gone' }, { query: account.accountId }]) {
    const found = done(await call('findAccounts', { as, query })).items;
    expect(found.map(({ id }) => id)).not.toContain(account.accountId);
  }
});

test('what is left of a removed account is its usage and its row, both for 400 days', async () => {
  const removed = (await berth.items()).filter(({ status }) => status === 'removed');
  expect(removed).toMatchObject([{ pk: 'ACCOUNTS', name: 'Gone Ltd', ttl: expect.any(Number) }]);
  const [{ sk: accountId, ttl, removedAt } = {}] = removed;
  const left = (await berth.items()).filter(({ pk }) => String(pk).endsWith(`#${String(accountId)}`));
  expect(new Set(left.map(({ pk }) => pk))).toEqual(new Set([`PURGED#${String(accountId)}`]));
  expect(Number(ttl) - Date.parse(String(removedAt)) / 1000).toBeGreaterThanOrEqual(400 * DAY);
  expect(checkTable(await berth.items(), context.clock.now())).toEqual([]);
});
