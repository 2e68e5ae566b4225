import { DynamoDB, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { meter, type Meter } from '../measure/meter.ts';
import { interleaved } from '../measure/rounds.ts';
import { ratio, spread, type Spread } from '../measure/statistics.ts';
import { bars } from '../report/chart.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import {
  atLeast,
  atMost,
  exactly,
  round,
  withQuartiles,
  type Findings,
  type Verdict,
} from '../report/verdict.ts';
import type { Setting } from '../suite.ts';
import { benchBerth } from '../world/berth.ts';
import { bareRequests } from './bare-requests.ts';
import { bareUpdates } from './bare-updates.ts';
import { berth, berthOverHttp } from './berth.ts';
import type { Contestant } from './contestant.ts';
import { counterAndLease } from './counter-and-lease.ts';
import { dynamodbLock } from './dynamodb-lock.ts';
import { afterFaults, type AfterFaults } from './faults.ts';
import { pricesOf, type Prices } from './price.ts';
import { rateLimiter } from './rate-limiter.ts';
import { redisSemaphore } from './redis-semaphore.ts';
import { throughput } from './throughput.ts';

const OURS = 'Berth';
const HTTP = 'Berth over HTTP';
/**
 * Shown beside the gates at one limit only: the upper bound for a gate such as Berth's, and Berth's with more around it.
 */
const AT_FORTY = new Set([HTTP, 'its requests, bare', 'two bare updates']);
/** The best correct peer: no slot lost, none given twice. */
const PEER = 'dynamodb-lock × N';

interface Cell {
  readonly limit: number;
  readonly held: number;
  readonly clients: number;
}

interface Measured extends Cell {
  readonly contestants: Readonly<
    Record<
      string,
      {
        readonly pairsPerSecond: Spread;
        readonly refusalsPerSecond: Spread;
        readonly ownCpuMs: Spread;
        readonly engineCpuMs: Spread;
      }
    >
  >;
  /** Berth against the peer, round by round. */
  readonly ratio: Spread;
}

type PriceList = Cell & { readonly prices: Readonly<Record<string, Prices>> };

/** The gate against its alternatives. */
export async function gateSuite({ dynamodb, quick, stream, rounds }: Setting): Promise<Findings> {
  const { endpoint, pid } = dynamodb;
  const config: DynamoDBClientConfig = {
    endpoint,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, httpAgent: { maxSockets: 128 } },
  };
  const client = new DynamoDB(config);
  const documents = DynamoDBDocument.from(client);
  const bench = await benchBerth(endpoint, { stream });
  const redis = await redisSemaphore();
  const onDynamodb = [
    berth(bench),
    dynamodbLock(endpoint, documents),
    rateLimiter(endpoint, client),
    counterAndLease(endpoint, documents),
  ];
  const all = [
    ...onDynamodb,
    bareRequests(bench, documents),
    bareUpdates(endpoint, documents),
    await berthOverHttp(bench, endpoint),
    ...(redis === undefined ? [] : [redis]),
  ];
  try {
    const cells: Measured[] = [];
    for (const contestant of all) {
      progress(`gate: ${contestant.name} warms up`);
      await throughput(await contestant.open({ limit: 40, held: 0 }), 8, WARM_UP_MS, pid);
    }
    for (const cell of cellsToTime(quick)) {
      const taking = all.filter(({ name }) => isOfInterest(name, cell));
      cells.push(await timed(cell, taking, { rounds, forMs: quick ? 250 : 800, pid }));
    }
    // Counting takes time, so nothing is timed beside it.
    const meters = [meter(bench.context.table.documents, endpoint), meter(client, endpoint)] as const;
    const [prices, faults] = await Promise.all([
      allPrices(onDynamodb, meters, quick),
      allFaults([...onDynamodb, ...(redis === undefined ? [] : [redis])], quick ? 200 : 600),
    ]);
    const leftOut =
      redis === undefined ? ['redis-semaphore: there is no `redis-server` on this machine'] : [];
    const data = {
      contestants: all.map(({ name, what }) => ({ name, what })),
      leftOut,
      cells,
      prices,
      faults,
    };
    return {
      data,
      verdicts: verdictsOn(cells, prices, faults),
      charts: { 'gate.svg': chartOf(cells) },
      text: [textOf(cells, prices, faults), ...leftOut.map((what) => `Left out: ${what}.`)].join('\n\n'),
    };
  } finally {
    for (const contestant of all) await contestant.close();
    documents.destroy();
    bench.context.table.documents.destroy();
  }
}

/** A warm-up, until frequent code has been compiled. */
const WARM_UP_MS = 1_500;

const LIMITS = [40, 1_000, 10_000];
const CLIENTS = [1, 8, 64];
const SHARES = [0, 0.9, 0.99];

function cellsToTime(quick: boolean): Cell[] {
  const every = LIMITS.flatMap((limit) =>
    SHARES.flatMap((share) =>
      CLIENTS.map((clients) => ({ limit, held: Math.floor(limit * share), clients })),
    ),
  );
  if (!quick) return every;
  return every.filter(({ limit, held, clients }) =>
    limit === 40 ? held === 0 : clients === 8 && held !== 0.9 * limit,
  );
}

/** When most slots are held, only contestants that look for a free one are of interest. */
function isOfInterest(name: string, { limit, held }: Cell): boolean {
  if (name === OURS) return true;
  if (AT_FORTY.has(name) && limit > 40) return false;
  return name === PEER ? held === 0 || limit <= 1_000 : held === 0;
}

async function timed(
  cell: Cell,
  contestants: readonly Contestant[],
  { rounds, forMs, pid }: { rounds: number; forMs: number; pid: number },
): Promise<Measured> {
  const { limit, held, clients } = cell;
  const gates = new Map<string, Awaited<ReturnType<Contestant['open']>>>();
  for (const contestant of contestants) {
    progress(`gate: ${held} of ${limit} held, ${clients} clients: ${contestant.name} is made ready`);
    const gate = await contestant.open(cell);
    await throughput(gate, clients, forMs / 4, pid);
    gates.set(contestant.name, gate);
  }
  const figures = await interleaved(
    `gate: ${held} of ${limit} held, ${clients} clients`,
    rounds,
    Object.fromEntries([...gates].map(([name, gate]) => [name, () => throughput(gate, clients, forMs, pid)])),
  );
  const of = (name: string, figure: keyof Awaited<ReturnType<typeof throughput>>) =>
    (figures[name] ?? []).map((measured) => measured[figure]);
  return {
    ...cell,
    contestants: Object.fromEntries(
      Object.keys(figures).map((name) => [
        name,
        {
          pairsPerSecond: spread(of(name, 'pairsPerSecond')),
          refusalsPerSecond: spread(of(name, 'refusalsPerSecond')),
          ownCpuMs: spread(of(name, 'ownCpu')),
          engineCpuMs: spread(of(name, 'engineCpu')),
        },
      ]),
    ),
    ratio: ratio(of(OURS, 'pairsPerSecond'), of(PEER, 'pairsPerSecond')),
  };
}

async function allPrices(
  contestants: readonly Contestant[],
  [ours, theirs]: readonly [Meter, Meter],
  quick: boolean,
): Promise<PriceList[]> {
  const lists: PriceList[] = [];
  for (const limit of LIMITS) {
    for (const share of SHARES) {
      const slots = { limit, held: Math.floor(limit * share) };
      const prices: Record<string, Prices> = {};
      // The others cost the same at any limit.
      for (const contestant of limit === 40 ? contestants : contestants.slice(0, 1)) {
        progress(`gate: ${slots.held} of ${limit} held: what it costs: ${contestant.name}`);
        const byMeter = contestant.name === OURS ? ours : theirs;
        prices[contestant.name] = await pricesOf(contestant, byMeter, slots, quick ? 15 : 50);
      }
      lists.push({ ...slots, clients: 1, prices });
    }
  }
  return lists;
}

async function allFaults(
  contestants: readonly Contestant[],
  pairs: number,
): Promise<Record<string, AfterFaults>> {
  const found = await Promise.all(
    contestants.map(async (contestant) => [contestant.name, await afterFaults(contestant, pairs)] as const),
  );
  return Object.fromEntries(found);
}

/**
 * How many times the peer's pairs Berth must make, by how many of 40 slots are held. 64 clients at four slots make hardly
 * any.
 */
const LEAST_RATIO: Readonly<Record<number, number>> = { 0: 1, 36: 3 };

function verdictsOn(
  cells: readonly Measured[],
  prices: readonly PriceList[],
  faults: Readonly<Record<string, AfterFaults>>,
): Verdict[] {
  const ours = prices.map((list) => ({ ...list, ...list.prices[OURS] }));
  const worst = (of: (price: (typeof ours)[number]) => number | undefined) =>
    Math.max(...ours.map((price) => of(price) ?? 0));
  const refusal = ours.find(({ limit }) => limit === 40)?.refusal;
  return [
    atMost(
      'requests for a start + end, hinted, worst of all limits',
      2.1,
      worst(({ pair }) => pair?.requests),
    ),
    atMost(
      'write units for a start + end, hinted, limit 40',
      2.1,
      worst((price) => (price.limit === 40 ? price.pair?.writeUnits : 0)),
    ),
    atMost(
      'write units for a start + end, hinted, limit 1,000',
      2.1,
      worst((price) => (price.limit === 1_000 ? price.pair?.writeUnits : 0)),
    ),
    atMost(
      'requests for a start + end, unhinted, worst of all limits',
      4,
      worst(({ first }) => first?.requests),
    ),
    atMost('requests for a refusal at 40', 1, refusal?.requests ?? Number.NaN),
    atMost('write units for a refusal at 40', 1, refusal?.writeUnits ?? Number.NaN),
    ...cells
      .filter(
        ({ limit, held, clients }) => limit === 40 && held in LEAST_RATIO && (held === 0 || clients <= 8),
      )
      .map(({ held, clients, ratio: { median } }) =>
        atLeast(
          `pairs/s against ${PEER}, ${held} of 40 held, ${clients} client(s)`,
          LEAST_RATIO[held] ?? Number.NaN,
          median,
          ' ×',
        ),
      ),
    exactly('calls over the limit', 0, faults[OURS]?.tooMany ?? Number.NaN),
    exactly('slots lost after deaths and lost answers', 0, faults[OURS]?.lost ?? Number.NaN),
  ];
}

function textOf(
  cells: readonly Measured[],
  prices: readonly PriceList[],
  faults: Readonly<Record<string, AfterFaults>>,
): string {
  const speed = cells.flatMap((cell) =>
    Object.entries(cell.contestants).map(
      ([name, { pairsPerSecond, refusalsPerSecond, ownCpuMs, engineCpuMs }]) => [
        `${cell.held} of ${cell.limit}`,
        String(cell.clients),
        name,
        withQuartiles(pairsPerSecond),
        round(refusalsPerSecond.median),
        `${round(ownCpuMs.median)} + ${round(engineCpuMs.median)}`,
      ],
    ),
  );
  const cost = prices.flatMap((list) =>
    Object.entries(list.prices).map(([name, { first, pair, refusal }]) => [
      `${list.held} of ${list.limit}`,
      name,
      ...[pair, first, refusal].map((price) =>
        price === undefined
          ? '–'
          : `${round(price.requests)}, ${round(price.writeUnits)} w${price.readUnits > 0 ? ` + ${round(price.readUnits)} r` : ''}`,
      ),
    ]),
  );
  return [
    table([['held', 'clients', 'who', 'pairs/s', 'refusals/s', 'CPU ms (client + engine)'], ...speed]),
    table([['held', 'who', 'pair: requests, units', 'first pair', 'refusal'], ...cost]),
    table([
      ['who', 'slots lost', 'let in above the limit'],
      ...Object.entries(faults).map(([name, { lost, tooMany }]) => [name, String(lost), String(tooMany)]),
    ]),
  ].join('\n\n');
}

function chartOf(cells: readonly Measured[]): string {
  const shown = cells.filter(({ limit, held }) => limit === 40 && held === 0);
  // Beside an engine in memory nothing else would be visible.
  const names = Object.keys(shown[0]?.contestants ?? {}).filter((name) => name !== 'redis-semaphore');
  return bars({
    title: 'Start + end pairs a second at a limit of 40, all on DynamoDB Local, on one machine',
    groups: shown.map(({ clients }) => `${clients} client${clients === 1 ? '' : 's'}`),
    series: names.map((name) => ({
      name,
      values: shown.map(({ contestants }) => contestants[name]?.pairsPerSecond ?? spread([])),
    })),
  });
}
