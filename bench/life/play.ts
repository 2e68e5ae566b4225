import { berthClient } from '../../client/typescript/src/index.ts';
import { anEnvironment, type BenchBerth } from '../world/berth.ts';
import { forkServer, type Asked } from '../world/server.ts';
import { virtualTime, type VirtualTime } from '../world/virtual-time.ts';
import { machine, type Machine } from './machine.ts';
import { watch, type Seen } from './watch.ts';

/** Processes of call software that make calls in one environment. Times are seconds. */
export interface Life {
  readonly name: string;
  readonly slots: number;
  readonly processes: number;
  /** Each makes one call after the other. */
  readonly callersOfEach: number;
  readonly calls: number;
  /** How long a call lasts: three minutes plus or minus this much, evenly distributed. */
  readonly spread: number;
  /** How long a caller does something else between two calls, at most. */
  readonly pause: number;
  /** How many processes are killed on the way, with all their calls. Each is replaced by another. */
  readonly deaths: number;
}

export interface Lived extends Seen {
  readonly calls: number;
  readonly asked: Asked;
  /** For processes that were not killed. */
  readonly lostSlots: number;
  /** Slots that are still taken when all leases of killed processes are over. */
  readonly stuckSlots: number;
}

const SERVERS = 2;
const CALL_SECONDS = 180;
const LEASE_SECONDS = 120;

/**
 * Plays it with the real client, whose clock is moved, against processes that serve the API, whose clocks move with it. So
 * three minutes are three minutes for both, and take as long as their requests take.
 */
export async function play(life: Life, bench: BenchBerth, endpoint: string): Promise<Lived> {
  const { table, clock } = bench.context;
  const servers = await Promise.all(Array.from({ length: SERVERS }, () => forkServer(endpoint, table.name)));
  try {
    let instant = clock.now();
    let asked: Asked[] = [];
    const setClocks = async () => {
      asked = await Promise.all(servers.map((server) => server.setClock(instant)));
    };
    await setClocks();
    const { key } = await anEnvironment(bench.context, life.slots);
    const time = virtualTime(async (seconds) => {
      instant += seconds * 1000;
      await setClocks();
    });
    const origins = servers.map(({ origin }) => origin);
    const { seen, lostSlots } = await live(life, time, (onLost, index) =>
      machine(origins[index % SERVERS] ?? '', key, time, ({ type }) => type === 'call.lost' && onLost()),
    );
    await time.advance(LEASE_SECONDS);
    const sum = (of: keyof Asked) => asked.reduce((total, one) => total + one[of], 0);
    const total = { requests: sum('requests'), toDynamoDb: sum('toDynamoDb') };
    const { activeCalls } = await berthClient({ origin: origins[0] ?? '', apiKey: key }).concurrency();
    return { ...seen, calls: life.calls, asked: total, lostSlots, stuckSlots: activeCalls };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function live(
  { slots, processes, callersOfEach, calls, spread, pause, deaths }: Life,
  time: VirtualTime,
  aMachine: (onLost: () => void, index: number) => Machine,
): Promise<{ seen: Seen; lostSlots: number }> {
  const { clock } = time;
  const onlooker = watch(() => clock.now(), slots);
  let lostSlots = 0;
  const onLost = () => (lostSlots += 1);
  const machines = Array.from({ length: processes }, (_, index) => aMachine(onLost, index));
  const between = (low: number, high: number) => (low + Math.random() * (high - low)) * 1000;
  let begun = 0;
  let deathsLeft = deaths;

  const oneCall = async (index: number) => {
    const { client, isDead } = machines[index] as Machine;
    const died = new Promise<undefined>((resolve) =>
      isDead.addEventListener('abort', () => resolve(undefined)),
    );
    onlooker.asks();
    const held = await Promise.race([
      client.holdCall({ waitSeconds: 3600, leaseSeconds: LEASE_SECONDS }),
      died,
    ]);
    if (held === undefined) return onlooker.givesUp();
    onlooker.starts();
    const isOver = AbortSignal.any([held.signal, isDead]);
    await clock.sleep(between(CALL_SECONDS - spread, CALL_SECONDS + spread), isOver).catch(() => {});
    onlooker.ends();
    if (!isDead.aborted) await held.end();
  };
  const caller = async (index: number, first: number) => {
    await clock.sleep(first * 1000, new AbortController().signal);
    while (begun < calls) {
      begun += 1;
      await oneCall(index);
      if (pause > 0) await clock.sleep(between(0, pause), new AbortController().signal);
    }
  };
  const callers = Array.from({ length: processes * callersOfEach }, (_, index) =>
    // They come one after the other, so that their calls do not all end at once.
    caller(index % processes, (index * CALL_SECONDS) / (processes * callersOfEach)),
  );
  const over = new AbortController();
  const all = Promise.all(callers).finally(() => over.abort());
  while (!over.signal.aborted) {
    await time.advance(30);
    const isTime = begun > (calls * (deaths - deathsLeft + 1)) / (deaths + 1);
    if (deathsLeft > 0 && isTime) {
      deathsLeft -= 1;
      const index = Math.floor(Math.random() * processes);
      machines[index]?.die();
      machines[index] = aMachine(onLost, index);
    }
  }
  await all;
  return { seen: onlooker.seen, lostSlots };
}
