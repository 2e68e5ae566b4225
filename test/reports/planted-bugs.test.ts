import { isDeepStrictEqual } from 'node:util';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { sweep, usualLimits } from '../../lib/background/sweep.ts';
import { moveUsage } from '../../lib/history/move-usage.ts';
import { notePeak, noteRefused } from '../../lib/history/usage.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { usageKept } from '../reliability/checker/check-usage.ts';
import { sortOut } from '../reliability/checker/items.ts';
import { withBug, type ClientBug, type SentWrite } from '../reliability/plant.ts';
import { meanwhile } from '../resources/meanwhile.ts';
import { aBerth, asAdmin, done, inEnvironment } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;
const { clock, table } = context;

const DAY_MS = 24 * 3_600_000;

interface Bug extends ClientBug {
  readonly name: string;
  /** What the test then finds. */
  readonly finding: RegExp;
}

const pkOf = ({ Key, Item: item }: SentWrite) => String((Key ?? item)?.['pk']);
const skOf = ({ Key, Item: item }: SentWrite) => String((Key ?? item)?.['sk']);
const isSum = (write: SentWrite, kind: string) => kind === 'Put' && pkOf(write).startsWith('PURGED#');
const isDay = (write: SentWrite, kind: string) => kind === 'Delete' && skOf(write).startsWith('USAGE#');
const unconditional = (write: SentWrite): SentWrite => ({
  ...write,
  ConditionExpression: `(${write.ConditionExpression ?? ''}) OR attribute_exists(pk) OR attribute_not_exists(pk)`,
});

const bugs: readonly Bug[] = [
  {
    name: 'usage that is removed with its environment, as it once was',
    write: (write, kind) => (isSum(write, kind) ? undefined : write),
    finding: /usage was lost or counted twice/,
  },
  {
    name: 'usage that is added to the account and stays where it was, to be added again',
    write: (write, kind) => (isDay(write, kind) ? undefined : write),
    finding: /usage was lost or counted twice/,
  },
  {
    name: 'a day that is moved without looking whether more was counted meanwhile',
    write: (write, kind) => (isDay(write, kind) ? unconditional(write) : write),
    finding: /usage was lost or counted twice/,
  },
  {
    name: 'a sum that is written over that of another environment',
    write: (write, kind) => (isSum(write, kind) ? unconditional(write) : write),
    finding: /usage was lost or counted twice/,
  },
  {
    name: 'usage of a purged environment that is kept for a year, not for 400 days',
    write: (write, kind) =>
      isSum(write, kind)
        ? { ...write, Item: { ...write.Item, ttl: Number(write.Item?.['ttl']) - 35 * 24 * 3600 } }
        : write,
    finding: /is kept until/,
  },
  {
    name: 'a purge that files no look for what is late',
    write: (write) => (write.Item?.['what'] === 'late' ? undefined : write),
    finding: /usage of .* which does not exist/,
  },
  {
    name: 'a removed account that no bill finds',
    write: (write) => (write.Item?.['status'] === 'removed' ? undefined : write),
    finding: /its usage is in no bill/,
  },
];

/**
 * Two environments with usage are purged, at the same time, while more is counted, and by rounds with a small budget. Some
 * more is counted after that. Then the account is removed.
 * @returns what is wrong
 */
async function findings(): Promise<string[]> {
  const account = await berth.anAccount();
  const accountId = account.accountId;
  const environments = [await berth.anEnvironment(account), await berth.anEnvironment(account)];
  const ids = environments.map(({ id }) => id);
  const [one, other] = ids as [EnvironmentId, EnvironmentId];
  const today = Math.floor(clock.now() / DAY_MS) * DAY_MS;
  for (let day = 0; day < 20; day += 1) {
    await noteRefused(table, one, today - day * DAY_MS, 1);
    await notePeak(table, one, today - day * DAY_MS, 3);
    await noteRefused(table, other, today - day * DAY_MS, 10);
    await notePeak(table, other, today - day * DAY_MS, 2);
  }

  const found: string[] = [];
  const content = async () => sortOut(await berth.items());
  let expected = usageKept(await content(), accountId, ids);
  const count = async (environment: EnvironmentId) => {
    await noteRefused(table, environment, today, 100);
    const place = `${new Date(today).toISOString().slice(0, 10)} r00`;
    expected = { ...expected, [place]: Number(expected[place] ?? 0) + 100 };
  };
  const look = async () => {
    const kept = usageKept(await content(), accountId, ids);
    if (!isDeepStrictEqual(kept, expected))
      found.push(`account ${accountId}: usage was lost or counted twice`);
    const sentences = checkTable(await berth.items(), clock.now());
    found.push(...sentences.filter((text) => [accountId, ...ids].some((id) => text.includes(id))));
  };
  const rounds = async (most: number) => {
    for (let n = 0; n < most; n += 1) {
      await sweep({ requestId: 'a round' }, context, { ...usualLimits, purgedOfOne: 40 });
      await look();
      clock.advance(61);
    }
  };

  for (const id of ids) {
    done(await call('deleteEnvironment', inEnvironment(account, id)));
    const query = { permanently: 'true' } as const;
    done(await call('deleteEnvironment', { ...inEnvironment(account, id), query }));
  }
  // While the days of one are moved, the other is moved to the same sums; and then more of the first is counted.
  const move = (environmentId: EnvironmentId) =>
    moveUsage({ accountId, environmentId }, context, { left: 60 });
  await meanwhile(
    berth,
    'TransactWrite',
    () => move(other),
    () => move(one),
  );
  await look();
  await count(one);
  await meanwhile(
    berth,
    'TransactWrite',
    () => count(one),
    () => move(one),
  );
  await look();
  for (let day = 40; day < 80; day += 1) await noteRefused(table, other, today - day * DAY_MS, 1);
  expected = usageKept(await content(), accountId, ids);
  await rounds(4);

  await count(other);
  await look();
  clock.advance(3_600);
  await rounds(2);
  clock.advance((18 * DAY_MS) / 1000);
  await rounds(1);

  done(await call('closeOwnAccount', { ...asAdmin(account), body: {} }));
  clock.advance((31 * DAY_MS) / 1000);
  await rounds(4);
  const left = (await berth.items()).filter((item) => ids.some((id) => JSON.stringify(item).includes(id)));
  if (left.length > 0) found.push(`account ${accountId}: usage of ${ids.join(', ')}, which does not exist`);
  return found;
}

test('the deployed code passes', async () => {
  expect(await withBug(table, {}, findings)).toEqual([]);
});

test.each(bugs)('$name is found', async (bug) => {
  const found = await withBug(table, bug, findings);
  expect(found.filter((sentence) => bug.finding.test(sentence))).not.toEqual([]);
});
