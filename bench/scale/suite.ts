import type { EventId } from '../../lib/api/ids.ts';
import type { OperationId } from '../../lib/api/index.ts';
import { newId } from '../../lib/clock.ts';
import { sweepEnvironments } from '../../lib/environments/sweep-environments.ts';
import { keys } from '../../lib/table/keys.ts';
import { meter, type Meter } from '../measure/meter.ts';
import { interleaved } from '../measure/rounds.ts';
import { spread, type Spread } from '../measure/statistics.ts';
import { lines } from '../report/chart.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atLeast, atMost, exactly, round, type Findings } from '../report/verdict.ts';
import type { Setting } from '../suite.ts';
import { benchBerth, type BenchBerth } from '../world/berth.ts';
import type { Sent } from '../world/event.ts';
import { fill, neighbours } from './fill.ts';
import { manyAdmins } from './many-admins.ts';
import { anAccount, type BenchAccount } from './account.ts';

/** A read that is made again and again: how long it takes, and what it costs. */
interface Read {
  readonly ms: Spread;
  readonly requests: number;
  readonly readUnits: number;
}

/** How everything grows: with the admins who work at the same moment, with neighbours, with what an account has. */
export async function scaleSuite({ dynamodb, quick, rounds }: Setting): Promise<Findings> {
  const bench = await benchBerth(dynamodb.endpoint);
  // The figures come from a world that nobody counts in; the counts from one on the same table.
  const counted = await benchBerth(dynamodb.endpoint, {
    name: bench.world.table.name,
    identity: bench.identity,
  });
  const watch = meter(counted.world.table.documents, dynamodb.endpoint);
  try {
    const admins = await manyAdmins(bench, rounds);
    const account = await anAccount(bench, 10_000);
    const look = (id: OperationId, sent: Sent) => ({
      timed: () => bench.done(id, sent),
      counted: () => counted.done(id, sent),
    });
    const people = { as: account.admin, params: { accountId: account.id } };

    progress('scale: 60 audit events');
    await auditEvents(bench, account, 60);
    const page = look('listAuditEvents', { ...people, query: { limit: '50' } });
    const sizes = quick ? [10, 100, 1_000, 3_000] : [10, 100, 1_000, 10_000];
    const amongNeighbours: Read[] = [];
    let present = 0;
    for (const size of sizes) {
      progress(`scale: ${size} environments of other accounts`);
      await neighbours(bench, size - present);
      present = size;
      amongNeighbours.push(await readAgain(`scale: a page among ${size} environments`, page, watch, rounds));
    }

    const depths = quick ? [100, 1_000, 10_000] : [100, 1_000, 10_000, 100_000];
    const audit: Read[] = [];
    let events = 60;
    for (const depth of depths) {
      progress(`scale: ${depth} audit events of one account`);
      await auditEvents(bench, account, depth - events);
      events = depth;
      audit.push(await readAgain(`scale: a page of ${depth} audit events`, page, watch, rounds));
    }

    const forty = await anAccountOfForty(bench);
    const overview: Record<string, Read> = {};
    for (const id of ['getAccount', 'listEnvironments', 'getConcurrency'] as const) {
      const sent = { as: forty.admin, params: { accountId: forty.id } };
      overview[id] = await readAgain(`scale: 40 environments: ${id}`, look(id, sent), watch, rounds);
    }

    progress('scale: the sweeper goes through all environments');
    const sweep = await sweepOnce(bench, counted, watch);

    const first = amongNeighbours[0] as Read;
    const last = amongNeighbours.at(-1) as Read;
    const grown = last.ms.median / first.ms.median;
    return {
      data: { admins, sizes, amongNeighbours, depths, audit, forty: overview, sweep },
      verdicts: [
        atLeast(
          'create environment, 64 admins at once, against a raw put',
          0.35,
          admins.createRatio.median,
          ' ×',
        ),
        exactly('calls allocated beyond the plan', 0, admins.beyondPlan),
        atMost(`a page of 50 among ${sizes.at(-1)} environments against among 10`, 1.7, grown, ' ×'),
        atMost('read units for the items of that page', 1.5, last.readUnits - MEMBERSHIP_UNITS),
      ],
      charts: {
        'scale.svg': lines({
          title: 'A page of 50, as the table and the trail grow',
          unit: 'ms, median',
          at: depths.map((_, index) => 10 ** (index + 1)),
          series: [
            {
              name: 'environments of others in the table',
              values: amongNeighbours.map(({ ms }) => ms.median),
            },
            { name: 'own audit events (× 10)', values: audit.map(({ ms }) => ms.median) },
          ],
        }),
      },
      text: [
        `create, 64 admins at once: ${perSecond(admins.creates)} a second against ${perSecond(admins.puts)} raw puts, ${round(admins.createRatio.median)} ×; ` +
          `its transaction alone: ${perSecond(admins.transactions)}, ${round(admins.transactionRatio.median)} ×; ` +
          `edit: ${perSecond(admins.edits)}, ${round(admins.editRatio.median)} ×`,
        table([
          ['a page of 50 audit events', 'ms', 'requests', 'read units'],
          ...sizes.map((size, at) => row(`among ${size} environments of others`, amongNeighbours[at])),
          ...depths.map((depth, at) => row(`of ${depth} events`, audit[at])),
          ...Object.entries(overview).map(([id, read]) => row(`40 environments, plan 10,000: ${id}`, read)),
        ]),
        `a sweep of ${sweep.environments} environments in which nothing happens: ${round(sweep.ms)} ms, ` +
          `${sweep.requests} requests, ${round(sweep.readUnits)} read units`,
      ].join('\n\n'),
    };
  } finally {
    bench.world.table.documents.destroy();
    counted.world.table.documents.destroy();
  }
}

/** Every request of a person reads their membership first. */
const MEMBERSHIP_UNITS = 1;

const perSecond = ({ median, low, high }: Spread): string =>
  `${round(median)} (${round(low)}–${round(high)})`;

const row = (what: string, read?: Read): string[] => [
  what,
  read === undefined ? '–' : `${round(read.ms.median)} (${round(read.ms.low)}–${round(read.ms.high)})`,
  String(read?.requests ?? '–'),
  String(read?.readUnits ?? '–'),
];

const READS_A_ROUND = 20;

async function readAgain(
  title: string,
  { timed, counted }: { timed: () => Promise<unknown>; counted: () => Promise<unknown> },
  watch: Meter,
  rounds: number,
): Promise<Read> {
  await timed();
  const { times } = await interleaved(title, rounds, {
    times: async () => {
      const begin = performance.now();
      for (let n = 0; n < READS_A_ROUND; n += 1) await timed();
      return (performance.now() - begin) / READS_A_ROUND;
    },
  });
  const { requests, readUnits } = await watch.costOf(counted);
  return { ms: spread(times), requests: requests.length, readUnits };
}

/** One round of the sweeper, which looks at every environment there is, once a minute. */
async function sweepOnce(bench: BenchBerth, counted: BenchBerth, watch: Meter) {
  const begin = performance.now();
  const { environments } = await sweepEnvironments('bench', bench.world);
  const ms = performance.now() - begin;
  const { requests, readUnits } = await watch.costOf(() => sweepEnvironments('bench', counted.world));
  return { environments, ms, requests: requests.length, readUnits };
}

async function auditEvents(
  { world }: BenchBerth,
  { id: account, adminId }: BenchAccount,
  count: number,
): Promise<void> {
  await fill(
    world.table,
    Array.from({ length: Math.max(0, count) }, (_, n) => {
      const id = newId<EventId>('evt', { ...world.clock, now: () => Date.now() - n * 1000 });
      return {
        ...keys.event(account, id),
        id,
        at: new Date(Date.now() - n * 1000).toISOString(),
        actor: { type: 'user', id: adminId, email: 'admin@example.com' },
        action: 'environment.updated',
        target: { type: 'environment', id: 'env_01JD3Z0M5W2K4M6P8R0T2V4X6Z', name: 'production' },
        before: { name: 'production', maxConcurrentCalls: 10, hidden: false },
        after: { name: 'production', maxConcurrentCalls: 20, hidden: false },
        requestId: 'bench',
      };
    }),
  );
}

/** As many environments as an account can have, and as large a plan, all of it allocated. */
async function anAccountOfForty(bench: BenchBerth): Promise<BenchAccount> {
  const account = await anAccount(bench, 10_000);
  for (let n = 1; n < 40; n += 1) {
    progress(`scale: an account with ${n} environments`);
    await bench.done('createEnvironment', {
      as: account.admin,
      params: { accountId: account.id },
      body: { name: `environment-${n}`, maxConcurrentCalls: 250 },
    });
  }
  return account;
}
