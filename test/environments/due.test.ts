import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { sweep, usualLimits } from '../../lib/background/sweep.ts';
import { dueAt, fileDueBy, instantOfDue } from '../../lib/due/due.ts';
import { dueFiler } from '../../lib/due/gates-due.ts';
import { keys } from '../../lib/table/keys.ts';
import { read } from '../../lib/table/table.ts';
import { checkDue, checkLeasesDue } from '../reliability/checker/check-due.ts';
import { sortOut } from '../reliability/checker/items.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { fileDueOf, sweepFiled } from '../setup/sweep.ts';
import { followUsage } from '../setup/usage.ts';
import { expectSound } from '../setup/sound.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

const MINUTE_MS = 60_000;
const DAYS_30 = 30 * 24 * 3600;
const start = async (key: string, leaseSeconds: number) =>
  done(await call('startCall', { as: key, body: { leaseSeconds } })).id;
const place = ({ accountId }: TestAccount, environmentId: EnvironmentId) => ({ accountId, environmentId });
/** When an environment is due next, in seconds from now. */
async function dueIn(account: TestAccount, id: EnvironmentId): Promise<number | undefined> {
  const row = await read<{ dueAt?: Parameters<typeof instantOfDue>[0] }>(
    context.table,
    keys.directory(place(account, id)),
  );
  return row?.dueAt === undefined ? undefined : (instantOfDue(row.dueAt) - context.clock.now()) / 1000;
}
const dueRowsOf = async (id: string) =>
  (await berth.items()).filter(({ pk, sk }) => String(pk).startsWith('DUE#') && String(sk).includes(id));
const wrong = async () => {
  const content = sortOut(await berth.items());
  return [
    ...checkDue(content, context.clock.now()),
    ...checkLeasesDue(content, context.clock.now(), { within: 62 }),
  ];
};
const sweepIn = async (seconds: number) => {
  context.clock.advance(seconds);
  return sweepFiled(context);
};

test('the first lease of an environment writes its due row once, for its end and at least a minute ahead', async () => {
  const { account, ...long } = await berth.aPlace({ maxConcurrentCalls: 5 });
  const short = await berth.anEnvironment(account, { maxConcurrentCalls: 5 });
  expect(await dueIn(account, long.id)).toBeUndefined();
  await start(long.key, 600);
  await start(short.key, 10);
  await usage.caughtUp(long.id);
  await usage.caughtUp(short.id);
  const inLong = (await dueIn(account, long.id)) ?? 0;
  expect([inLong >= 600 - 1, inLong <= 602]).toEqual([true, true]);
  const inShort = (await dueIn(account, short.id)) ?? 0;
  expect([inShort > 57, inShort <= 62]).toEqual([true, true]);
  // A lease that ends before the others makes the environment due earlier. One that ends later does not make it due later.
  await start(long.key, 120);
  await start(long.key, 3600);
  await usage.caughtUp(long.id);
  expect((await dueIn(account, long.id)) ?? 0).toBeLessThanOrEqual(122);
  expect(await wrong()).toEqual([]);
});

test('starting a call sends one request, whatever is filed for it', async () => {
  const { id, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  expect(await berth.requestsOf(() => start(key, 60))).toEqual(['UpdateItem']);
  await usage.caughtUp(id);
});

test('a run that finds nothing due reads sixteen empty ranges, however many environments there are', async () => {
  const account = await berth.anAccount();
  await sweepIn(3600);
  const before = await berth.requestsOf(() => sweepFiled(context));
  for (let n = 0; n < 5; n += 1) await berth.anEnvironment(account);
  expect(await berth.requestsOf(() => sweepFiled(context))).toEqual(before);
  expect(before).toEqual(Array.from({ length: 16 }, () => 'Query'));
});

test('an environment is due again when its next lease ends, and no longer when it has none', async () => {
  const { account, id, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  await start(key, 10);
  await start(key, 600);
  await usage.caughtUp(id);
  await sweepIn(90);
  await usage.caughtUp(id);
  const next = (await dueIn(account, id)) ?? 0;
  expect([next > 500, next < 520]).toEqual([true, true]);
  await sweepIn(600);
  expect(await dueIn(account, id)).toBeUndefined();
  expect(await dueRowsOf(id)).toEqual([]);
});

test('a call that starts just as the due row is removed gets a new one', async () => {
  const { account, id, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  await start(key, 10);
  await usage.caughtUp(id);
  context.clock.advance(90);
  let late: string | undefined;
  const { middlewareStack } = context.table.documents;
  middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const isRemoval = JSON.stringify(request.input).includes('REMOVE dueAt');
        // The stream reports it at once, while the row is still there.
        if (String(commandName).startsWith('TransactWrite') && isRemoval && late === undefined) {
          late = 'starts';
          late = await start(key, 30);
          await usage.caughtUp(id);
        }
        return next(request);
      },
    { step: 'initialize', name: 'late' },
  );
  await sweepFiled(context);
  middlewareStack.remove('late');
  expect(late).toBeDefined();
  expect(await dueIn(account, id)).toBeDefined();
  expect(await wrong()).toEqual([]);
  await sweepIn(90);
  const { items } = done(await call('listCalls', { as: key }));
  expect(items).toEqual([]);
});

test('a deleted environment is due when it can no longer be restored, and a restored one is not', async () => {
  const { account, id, of } = await berth.aPlace({ maxConcurrentCalls: 5 });
  done(await call('deleteEnvironment', of));
  expect((await dueIn(account, id)) ?? 0).toBeGreaterThan(DAYS_30 - 5);
  expect(await dueRowsOf(id)).toMatchObject([{ what: 'purge' }]);
  done(await call('restoreEnvironment', of));
  expect(await dueIn(account, id)).toBeUndefined();
  expect(await dueRowsOf(id)).toEqual([]);
  await expectSound(berth);
});

test('a deletion that is made permanent cannot be undone, and is purged in the next run', async () => {
  const { account, id, of } = await berth.aPlace({ maxConcurrentCalls: 5 });
  const permanently = () => call('deleteEnvironment', { ...of, query: { permanently: 'true' } });
  // An environment in use has to be deleted first.
  expect(await permanently()).toMatchObject({ status: 404 });
  expect(await call('getEnvironment', of)).toMatchObject({ status: 200 });
  done(await call('deleteEnvironment', of));
  expect(await permanently()).toMatchObject({ status: 204 });
  expect(await call('restoreEnvironment', of)).toMatchObject({ status: 404 });
  expect(await permanently()).toMatchObject({ status: 404 });
  const { items } = done(
    await call('listEnvironments', { ...asAdmin(account), query: { status: 'deleted' } }),
  );
  expect(items).toEqual([]);
  await expectSound(berth);
  expect(await sweepIn(2)).toMatchObject({ purged: 1, failed: 0 });
  const left = (await berth.items()).filter(
    ({ pk, what }) => !/^(AUDIT|IDEMPOTENCY)#/.test(String(pk)) && what !== 'late',
  );
  expect(JSON.stringify(left)).not.toContain(id);
  const events = done(
    await call('listAuditEvents', { ...asAdmin(account), query: { targetId: id, limit: 1 } }),
  );
  expect(events.items).toMatchObject([{ action: 'environment.purged', actor: { type: 'user' } }]);
});

test('a purge has a budget of its own: the next run continues it, and other environments get their turn', async () => {
  const { account, ...full } = await berth.aPlace({ maxConcurrentCalls: 5 });
  const empty = await berth.anEnvironment(account, { maxConcurrentCalls: 5 });
  for (let n = 0; n < 30; n += 1)
    done(await call('createAgent', { as: full.key, body: { name: `agent ${n}` } }));
  done(await call('deleteEnvironment', full.of));
  done(await call('deleteEnvironment', inEnvironment(account, empty.id)));
  context.clock.advance(DAYS_30 + 60);
  const limits = { ...usualLimits, purgedOfOne: 25 };
  const round = () => sweep({ requestId: 'a round' }, context, limits);
  expect(await round()).toMatchObject({ purged: 1, failed: 0 });
  const left = async () => (await berth.items()).filter(({ pk }) => String(pk).includes(full.id)).length;
  const after = await left();
  expect(after).toBeGreaterThan(0);
  context.clock.advance(61);
  await round();
  expect(await left()).toBeLessThan(after);
  for (let rounds = 0; (await left()) > 0 && rounds < 5; rounds += 1) {
    context.clock.advance(61);
    await round();
  }
  expect(await dueRowsOf(full.id)).toEqual([]);
  await expectSound(berth);
});

test('a run whose time is over begins nothing, and the rest stays due', async () => {
  const { id, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  await start(key, 10);
  await usage.caughtUp(id);
  context.clock.advance(90);
  expect(await sweep({ requestId: 'a round' }, context, { ...usualLimits, time: 0 })).toMatchObject({
    looked: 0,
  });
  expect(await dueRowsOf(id)).toHaveLength(1);
  await sweepFiled(context);
  expect(await dueRowsOf(id)).toEqual([]);
});

test('an outdated due row is removed and does nothing else', async () => {
  const { account, id, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  await start(key, 3600);
  await usage.caughtUp(id);
  await fileDueBy(place(account, id), dueAt(context.clock.now() + MINUTE_MS), context);
  expect(await dueRowsOf(id)).toHaveLength(2);
  await sweepIn(70);
  const [own, ...others] = await dueRowsOf(id).then((rows) =>
    rows.filter(({ dueAt: at }) => at !== undefined),
  );
  expect(own).toBeDefined();
  expect(others.length).toBeLessThanOrEqual(1);
  await sweepIn(3600);
  await sweepIn(3600);
  expect(await dueRowsOf(id)).toEqual([]);
  expect(await wrong()).toEqual([]);
});

test('an environment whose row cannot be filed does not keep other environments from theirs', async () => {
  const account = await berth.anAccount();
  const [one, other] = [await berth.anEnvironment(account), await berth.anEnvironment(account)];
  await start(one.key, 600);
  await start(other.key, 600);
  const gates = (await berth.items()).filter(
    ({ pk, sk }) => sk === 'GATE' && [one.id, other.id].some((id) => String(pk).includes(id)),
  ) as { pk: string; sk: string; l?: unknown }[];
  const told = gates.map((gate) => ({
    id: '',
    key: gate,
    at: context.clock.now(),
    before: undefined,
    after: gate.pk.includes(one.id) ? { ...gate, l: null } : gate,
  }));
  await expect(dueFiler(context)(told)).rejects.toThrow('Cannot convert undefined or null to object');
  expect(await dueIn(account, other.id)).toBeDefined();
  await fileDueOf(context);
  expect(await wrong()).toEqual([]);
});
