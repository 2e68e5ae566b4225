import type { Operation } from '../../lib/api/operation.ts';
import { median } from '../measure/statistics.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, round } from '../report/verdict.ts';
import type { Suite } from '../suite.ts';
import { benchBerth, type BenchBerth } from '../world/berth.ts';
import { mostBytesOf, worstBodies, type WorstBody } from './bodies.ts';
import { places, type Place } from './place.ts';

/** Milliseconds of processor time: for any body, and for each 64 KiB of it. */
const MOST_OF_A_STRANGER = 10;
const MOST_FOR_64_KIB = 50;

const KIB_64 = 64 * 1024;
/** How large a machine's body may be before its key is looked up. */
const UNSEEN_BYTES = 4 * 1024;

interface Tried extends WorstBody {
  readonly place: Place;
  readonly credential: string;
}

interface Measured {
  readonly operation: string;
  readonly body: string;
  readonly bytes: number;
  readonly status: number;
  /** Milliseconds of processor time of this process, in all its threads. */
  readonly cpu: number;
}

/**
 * How much work one request can cause a function, over every operation that takes a body, with and without a valid
 * credential.
 */
export const worstSuite: Suite = async ({ dynamodb: { endpoint }, quick }) => {
  const bench = await benchBerth(endpoint);
  const all = await places(bench);
  const strangers = await worstOf(
    'strangers',
    all.flatMap((place) => ofStrangers(place, quick)),
    ({ cpu }) => cpu,
    bench,
    quick,
  );
  const known = await worstOf(
    'known',
    all.flatMap((place) => {
      const bodies = worstBodies(sized(place.operation, quick));
      return some(bodies, quick).map((body) => ({ ...body, place, credential: place.live }));
    }),
    for64KiB,
    bench,
    quick,
  );
  bench.context.table.documents.destroy();
  return {
    data: { strangers, known },
    verdicts: [
      atMost(
        'CPU of the worst request without a live credential',
        MOST_OF_A_STRANGER,
        strangers.worst[0]?.cpu ?? Number.NaN,
        ' ms',
      ),
      atMost(
        'CPU of the worst request with one, for each 64 KiB',
        MOST_FOR_64_KIB,
        Math.max(...known.worst.map(for64KiB)),
        ' ms',
      ),
    ],
    charts: {},
    text: Object.entries({ 'Without a live credential': strangers, 'With one': known })
      .map(
        ([title, { tried, operations, worst }]) =>
          `${title}: ${tried} requests to ${operations.length} operations\n\n${table([
            ['operation', 'body', 'KiB', 'CPU, ms', 'for each 64 KiB', 'answered'],
            ...worst
              .slice(0, 5)
              .map((each) => [
                each.operation,
                each.body,
                round(each.bytes / 1024),
                round(each.cpu),
                round(for64KiB(each)),
                String(each.status),
              ]),
          ])}`,
      )
      .join('\n\n'),
  };
};

/** A body of less than 64 KiB has the budget of 64 KiB. */
const for64KiB = ({ cpu, bytes }: Measured): number => cpu / Math.max(1, bytes / KIB_64);

/** In the quick run, one in this many, which includes all kinds over so many operations. */
const some = <T>(of: readonly T[], quick: boolean): T[] => of.filter((_, at) => !quick || at % 19 === 0);

/** In the quick run, uploads are smaller than they may be. */
const sized = (operation: Operation, quick: boolean): Operation =>
  quick ? { ...operation, maxBytes: Math.min(mostBytesOf(operation), 4 * KIB_64) } : operation;

/** Bodies of full size, and for machines also those that are checked before the key. */
function ofStrangers(place: Place, quick: boolean): Tried[] {
  const { operation, dead } = place;
  const bodies = some(worstBodies(sized(operation, quick)), quick);
  const small =
    operation.caller === 'machine'
      ? some(worstBodies({ ...operation, maxBytes: Math.min(UNSEEN_BYTES, mostBytesOf(operation)) }), quick)
      : [];
  return Object.entries(dead).flatMap(([name, credential], at) =>
    (at === 0 ? [...bodies, ...small] : bodies.slice(0, 1)).map((body) => ({
      ...body,
      name: `${body.name}; ${name}`,
      place,
      credential,
    })),
  );
}

/** Sends each once, and the slow ones several times. Their median counts. */
async function worstOf(
  what: string,
  tried: readonly Tried[],
  by: (one: Measured) => number,
  bench: BenchBerth,
  quick: boolean,
) {
  const operations = new Set<string>();
  const once: { readonly one: Tried; readonly measured: Measured }[] = [];
  for (const [at, one] of tried.entries()) {
    if (at % 100 === 0) progress(`worst: ${what}, ${at} of ${tried.length}`);
    // The first one loads and compiles what all of them need.
    if (!operations.has(one.place.id)) await send(one, bench);
    operations.add(one.place.id);
    once.push({ one, measured: await send(one, bench) });
  }
  const most = once.toSorted((a, b) => by(b.measured) - by(a.measured)).slice(0, quick ? 5 : 12);
  const again: Measured[] = [];
  for (const { one, measured } of most) {
    const times: number[] = [];
    for (let n = 0; n < (quick ? 3 : 5); n += 1) times.push((await send(one, bench)).cpu);
    again.push({ ...measured, cpu: median(times) });
  }
  return {
    tried: tried.length,
    operations: [...operations],
    statuses: [...new Set(once.map(({ measured }) => measured.status))].toSorted((a, b) => a - b),
    worst: again.toSorted((a, b) => by(b) - by(a)),
  };
}

async function send({ place, credential, name, text, type }: Tried, { call }: BenchBerth): Promise<Measured> {
  const { id, params } = place;
  const before = process.cpuUsage();
  const { status } = await call(id, {
    as: credential,
    params,
    raw: text,
    headers: { 'content-type': type },
  });
  const { user, system } = process.cpuUsage(before);
  return {
    operation: id,
    body: name,
    bytes: Buffer.byteLength(text),
    status,
    cpu: (user + system) / 1000,
  };
}
