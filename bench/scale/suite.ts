import type { EventId } from '../../lib/api/schemas/ids.ts';
import type { OperationId } from '../../lib/api/index.ts';
import { newId } from '../../lib/clock.ts';
import { sweep } from '../../lib/background/sweep.ts';
import { keys } from '../../lib/table/keys.ts';
import { meter, type Cost, type Meter } from '../measure/meter.ts';
import { interleaved } from '../measure/rounds.ts';
import { ratio, spread, type Spread } from '../measure/statistics.ts';
import { lines } from '../report/chart.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, exactly, round, withQuartiles, type Findings } from '../report/verdict.ts';
import type { Setting } from '../suite.ts';
import { benchBerth, type BenchBerth } from '../world/berth.ts';
import type { Sent } from '../world/event.ts';
import { fill, neighbours } from './fill.ts';
import { manyAdmins } from './many-admins.ts';
import { anAccount, type BenchAccount } from './account.ts';

/** A repeated read: how long it takes, and what it costs. */
interface Read {
  readonly ms: Spread;
  readonly rounds: readonly number[];
  readonly requests: number;
  readonly readUnits: number;
}

/** How everything scales: with simultaneous admins, with neighbours, and with the contents of an account. */
export async function scaleSuite({
  dynamodb: { endpoint },
  quick,
  stream,
  rounds,
}: Setting): Promise<Findings> {
  const sizes = quick ? [10, 100, 1_000, 2_000] : [10, 100, 1_000, 10_000];
  const depths = quick ? [100, 1_000, 5_000] : [100, 1_000, 10_000, 100_000];
  const places: Place[] = [];
  for (const size of sizes) {
    progress(`scale: ${size} environments of other accounts`);
    const place = await openPlace(endpoint, stream);
    await neighbours(place.bench, size);
    places.push(place);
  }
  const [{ bench }] = places as [Place];
  try {
    const admins = await manyAdmins(bench, rounds);
    const pages: Record<string, Look> = {};
    for (const [at, place] of places.entries()) {
      pages[`among ${sizes[at]} environments of others`] = await pageOfAudit(place, 60);
    }
    for (const depth of depths) {
      progress(`scale: ${depth} audit events of one account`);
      pages[`of ${depth} events`] = await pageOfAudit(places[0] as Place, depth);
    }
    const forty = await anAccountOfForty(bench);
    const overviews: Record<string, Look> = {};
    for (const id of ['getAccount', 'listEnvironments', 'getConcurrency'] as const) {
      overviews[id] = lookAt(places[0] as Place, id, { as: forty.admin, params: { accountId: forty.id } });
    }
    const read = await readInTurns('scale: a page', pages, rounds);
    const ofForty = await readInTurns('scale: 40 environments', overviews, rounds);
    progress('scale: a round of the sweeper');
    const largest = places.at(-1) as Place;
    const swept = await sweepOnce(largest.bench, largest.counted, largest.watch);

    const few = read[`among ${sizes[0]} environments of others`] as Read;
    const many = read[`among ${sizes.at(-1)} environments of others`] as Read;
    const grown = ratio(many.rounds, few.rounds);
    const medians = (names: readonly string[]) => names.map((name) => read[name]?.ms.median ?? Number.NaN);
    return {
      data: { admins, pages: read, grown, forty: ofForty, swept },
      verdicts: [
        exactly('calls allocated beyond the plan', 0, admins.beyondPlan),
        atMost(`a page of 50 among ${sizes.at(-1)} environments against among 10`, 1.7, grown.median, ' ×'),
      ],
      charts: {
        'scale.svg': lines({
          title: 'A page of 50, as the table and the trail grow',
          unit: 'ms, median',
          at: sizes.map((size, at) => `${size} / ${depths[at] ?? '–'}`),
          series: [
            {
              name: 'environments of others in the table',
              values: medians(sizes.map((size) => `among ${size} environments of others`)),
            },
            { name: 'events in the trail', values: medians(depths.map((depth) => `of ${depth} events`)) },
          ],
        }),
      },
      text: [
        `create, 64 admins at once: ${withQuartiles(admins.creates)} a second against ${withQuartiles(admins.puts)} raw puts, ${round(admins.createRatio.median)} ×; ` +
          `its transaction alone: ${withQuartiles(admins.transactions)}, ${round(admins.transactionRatio.median)} ×; ` +
          `edit: ${withQuartiles(admins.edits)}, ${round(admins.editRatio.median)} ×`,
        table([
          ['a page of 50 audit events', 'ms', 'requests', 'read units'],
          ...Object.entries(read).map(([name, figures]) => row(name, figures)),
          ...Object.entries(ofForty).map(([id, figures]) =>
            row(`40 environments, plan 10,000: ${id}`, figures),
          ),
        ]),
        `a round of the sweeper in which nothing is due: ${round(swept.ms)} ms, ` +
          `${swept.requests} requests, ${round(swept.readUnits)} read units`,
      ].join('\n\n'),
    };
  } finally {
    for (const place of places) {
      place.bench.context.table.documents.destroy();
      place.counted.context.table.documents.destroy();
    }
  }
}

/** A table of its own, with one context for timing and one for counting. */
interface Place {
  readonly bench: BenchBerth;
  readonly counted: BenchBerth;
  readonly watch: Meter;
}

async function openPlace(endpoint: string, stream: boolean): Promise<Place> {
  const bench = await benchBerth(endpoint, { stream });
  const counted = await benchBerth(endpoint, { name: bench.context.table.name, identity: bench.identity });
  return { bench, counted, watch: meter(counted.context.table.documents, endpoint) };
}

/** A read that can be timed or counted. */
interface Look {
  readonly timed: () => Promise<unknown>;
  readonly cost: () => Promise<Cost>;
}

function lookAt({ bench, counted, watch }: Place, id: OperationId, sent: Sent): Look {
  return { timed: () => bench.done(id, sent), cost: () => watch.costOf(() => counted.done(id, sent)) };
}

async function pageOfAudit(place: Place, events: number): Promise<Look> {
  const account = await anAccount(place.bench, 10_000);
  await auditEvents(place.bench, account, events);
  const query = { limit: '50' };
  return lookAt(place, 'listAuditEvents', { as: account.admin, params: { accountId: account.id }, query });
}

const row = (what: string, read?: Read): string[] => [
  what,
  read === undefined ? '–' : withQuartiles(read.ms),
  String(read?.requests ?? '–'),
  String(read?.readUnits ?? '–'),
];

const READS_A_ROUND = 20;

async function readInTurns<Name extends string>(
  title: string,
  looks: Readonly<Record<Name, Look>>,
  rounds: number,
): Promise<Record<Name, Read>> {
  const entries = Object.entries(looks) as [Name, Look][];
  for (const [, { timed }] of entries) await timed();
  const figures = await interleaved(
    title,
    rounds,
    Object.fromEntries(
      entries.map(([name, { timed }]) => [
        name,
        async () => {
          const begin = performance.now();
          for (let n = 0; n < READS_A_ROUND; n += 1) await timed();
          return (performance.now() - begin) / READS_A_ROUND;
        },
      ]),
    ),
  );
  const read = {} as Record<Name, Read>;
  for (const [name, { cost }] of entries) {
    const { requests, readUnits } = await cost();
    const times = figures[name] ?? [];
    read[name] = { ms: spread(times), rounds: times, requests: requests.length, readUnits };
  }
  return read;
}

/** A round of the sweeper when nothing is due. */
async function sweepOnce(bench: BenchBerth, counted: BenchBerth, watch: Meter) {
  const begin = performance.now();
  await sweep({ requestId: 'bench' }, bench.context);
  const ms = performance.now() - begin;
  const { requests, readUnits } = await watch.costOf(() => sweep({ requestId: 'bench' }, counted.context));
  return { ms, requests: requests.length, readUnits };
}

async function auditEvents(
  { context }: BenchBerth,
  { id: account, adminId }: BenchAccount,
  count: number,
): Promise<void> {
  await fill(
    context.table,
    Array.from({ length: Math.max(0, count) }, (_, n) => {
      const id = newId<EventId>('evt', { ...context.clock, now: () => Date.now() - n * 1000 });
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
