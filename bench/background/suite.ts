import type { AccountItem } from '../../lib/accounts/account.ts';
import { listedAccount } from '../../lib/accounts/listed-account.ts';
import type { AccountId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { doTask } from '../../lib/background/reconciliation.ts';
import { sweep } from '../../lib/background/sweep.ts';
import { newId } from '../../lib/clock.ts';
import { dueAt, fileDue } from '../../lib/due/due.ts';
import { newLease } from '../../lib/gate/lease.ts';
import { keys } from '../../lib/table/keys.ts';
import { ranges } from '../../lib/table/ranges.ts';
import { readRange, type Item } from '../../lib/table/table.ts';
import { meter } from '../measure/meter.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, round } from '../report/verdict.ts';
import { anAccount } from '../scale/account.ts';
import { fill, neighbours } from '../scale/fill.ts';
import type { Suite } from '../suite.ts';
import { benchBerth, type BenchBerth } from '../world/berth.ts';

const NIGHT_SECONDS = 8 * 3600;
const A_MILLION = 1_000_000;

/** What the sweeper's rounds and the nightly reconciliation cost, and how long they take. */
export const backgroundSuite: Suite = async ({ dynamodb: { endpoint }, quick }) => {
  const bench = await benchBerth(endpoint);
  const counted = await benchBerth(endpoint, { name: bench.context.table.name, identity: bench.identity });
  const watch = meter(counted.context.table.documents, endpoint);
  const requestId = 'bench';

  const idle: { environments: number; requests: number; readUnits: number }[] = [];
  const sizes = quick ? [100, 1_000, 5_000] : [1_000, 10_000, 100_000];
  let standing = 0;
  for (const size of sizes) {
    progress(`background: ${size} idle environments`);
    await neighbours(bench, size - standing);
    standing = size;
    const { requests, readUnits } = await watch.costOf(() => sweep({ requestId }, counted.context));
    // A query that finds nothing is billed as one unit, which the meter does not see.
    idle.push({
      environments: size,
      requests: requests.length,
      readUnits: Math.max(readUnits, requests.length),
    });
  }

  const due = quick ? 100 : 1_000;
  progress(`background: ${due} of them are due`);
  await makeDue(bench, due);
  const begin = performance.now();
  const swept = await sweep({ requestId }, bench.context);
  const seconds = (performance.now() - begin) / 1000;
  await makeDue(bench, due);
  const units = await watch.costOf(() => sweep({ requestId }, counted.context));

  const accounts = quick ? 200 : 10_000;
  progress(`background: ${accounts} accounts of ten environments are reconciled`);
  const ids = await copiesOfAnAccount(bench, accounts);
  const task = { dryRun: false, thorough: false };
  const reconciling = (context: BenchBerth['context']) => ({ ...context, handOut: async () => {} });
  const one = await watch.costOf(() =>
    doTask({ ...task, accounts: ids.slice(0, 1) }, { requestId }, reconciling(counted.context), Infinity),
  );
  const from = performance.now();
  const all = await doTask({ ...task, accounts: ids }, { requestId }, reconciling(bench.context), Infinity);
  const rate = accounts / ((performance.now() - from) / 1000);
  const workers = Math.ceil(A_MILLION / NIGHT_SECONDS / rate);

  const last = idle.at(-1) as (typeof idle)[0];
  const data = {
    idle,
    due: { looked: swept.looked, seconds, readUnits: units.readUnits, writeUnits: units.writeUnits },
    reconciliation: { accounts, rate, workers, requests: one.requests.length, findings: all.findings.length },
  };
  return {
    data,
    verdicts: [
      atMost(`read units of a round among ${last.environments} idle environments`, 20, last.readUnits),
      atMost('the same, against the fewest', 1, last.readUnits / (idle[0]?.readUnits ?? Number.NaN), ' ×'),
      atMost(`read units of a round in which ${due} are due`, 4 * due, units.readUnits),
      atMost(`seconds of a round in which ${due} are due`, 10, seconds),
      atMost(
        'requests of the reconciler for an account of ten environments in order',
        8,
        one.requests.length,
      ),
    ],
    charts: {},
    text: [
      table([
        ['idle environments', 'requests of a round', 'read units'],
        ...idle.map((row) => [String(row.environments), String(row.requests), round(row.readUnits)]),
      ]),
      `${due} due among ${standing}: ${round(seconds)} s, ${round(units.readUnits)} read units, ${round(units.writeUnits)} write units`,
      `${accounts} accounts of ten environments, one worker: ${round(rate)} a second, ${one.requests.length} requests each; ` +
        `workers for a million in eight hours: ${workers}`,
    ].join('\n\n'),
  };
};

/** Adds this many environments, each with a lease that has just run out, and the row that is filed for it. */
async function makeDue({ context }: BenchBerth, count: number): Promise<void> {
  const now = context.clock.now();
  const items = Array.from({ length: count }, (): Item[] => {
    const place = {
      accountId: newId<AccountId>('acc', context.clock),
      environmentId: newId<EnvironmentId>('env', context.clock),
    };
    const [row] = fileDue(place, 'gates', dueAt(now - 1000));
    const name = 'call' as Parameters<typeof newLease>[0];
    const lease = newLease(name, { direction: 'inbound', references: {} }, 10, now - 60_000);
    return [
      ...('Put' in (row as object) ? [(row as { Put: { Item: Item } }).Put.Item] : []),
      { ...keys.directory(place), dueAt: dueAt(now - 1000) },
      {
        ...keys.environment(place.accountId, place.environmentId),
        id: place.environmentId,
        accountId: place.accountId,
        name: 'due',
        status: 'active',
        maxConcurrentCalls: 4,
        campaignLimits: {},
        allocatedCalls: 4,
        gateCount: 1,
        apiKeys: [],
        version: 1,
      },
      {
        ...keys.gate(place.environmentId),
        a: place.accountId,
        state: 'open',
        m: 4,
        r: 4,
        n: 1,
        t: 4,
        k: {},
        l: { call: lease },
      },
    ];
  });
  await fill(context.table, items.flat());
}

/** An account of ten environments, created through the API, and copies of it under other ids. */
async function copiesOfAnAccount(bench: BenchBerth, count: number): Promise<AccountId[]> {
  const { context } = bench;
  const { id, admin, adminId } = await anAccount(bench, 100);
  for (let n = 1; n < 10; n += 1)
    await bench.done('createEnvironment', {
      as: admin,
      params: { accountId: id },
      body: { name: `environment-${n}`, maxConcurrentCalls: 4 },
    });
  const own = await readRange<Item & { id?: EnvironmentId; gateCount?: number }>(
    context.table,
    ranges.wholeAccount(id),
  );
  const environments = own.flatMap((item) =>
    item.gateCount === undefined ? [] : (item.id as EnvironmentId),
  );
  const gates = await Promise.all(
    environments.map((environment) => readRange<Item>(context.table, ranges.gates(environment))),
  );
  const listed = own
    .filter((item) => item.sk === keys.account(id).sk)
    .map((item) => listedAccount(item as unknown as AccountItem));
  const text = JSON.stringify([...own, ...listed, ...gates.flat()]);
  const ids = Array.from({ length: count }, () => newId<AccountId>('acc', context.clock));
  const PART = 500;
  for (let from = 0; from < ids.length; from += PART) {
    await fill(
      context.table,
      ids.slice(from, from + PART).flatMap((accountId): Item[] => {
        const fresh = environments.map((old) => [old, newId<EnvironmentId>('env', context.clock)] as const);
        const copied = fresh.reduce(
          (copy, [old, to]) => copy.replaceAll(old, to),
          text.replaceAll(id, accountId),
        );
        return [
          ...(JSON.parse(copied) as Item[]),
          ...fresh.map(([, environmentId]) => ({ ...keys.directory({ accountId, environmentId }) })),
          { ...keys.accountOfUser(adminId, accountId), accountId },
        ];
      }),
    );
  }
  return ids;
}
