import type { Contestant, Gate } from './contestant.ts';

const LIMIT = 40;
/** The shortest that Berth allows. */
const LEASE_SECONDS = 10;

/** One in this many holders crashes, and one in this many answers is lost. */
const DEATHS = 1 / 50;
const LOST_ANSWERS = 3 / 100;

/** What is left of the slots after many holders, some of whom crashed and some of whose answers were lost. */
export interface AfterFaults {
  /** Slots that no new holder gets, though nobody has them. */
  readonly lost: number;
  /** Holders that got in above the limit while all slots were held by live holders. */
  readonly tooMany: number;
}

/** @param pairs how many holders come and go */
export async function afterFaults(contestant: Contestant, pairs: number): Promise<AfterFaults> {
  return {
    lost: await slotsLost(contestant, pairs),
    tooMany: await letInAboveTheLimit(contestant),
  };
}

async function slotsLost(contestant: Contestant, pairs: number): Promise<number> {
  const gate = await contestant.open({ limit: LIMIT, held: 0, leaseSeconds: LEASE_SECONDS });
  const misfortune = dice(20_261_124);
  let left = pairs;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (left > 0) {
        left -= 1;
        const holder = await gate.start();
        // The answer with the slot is lost, or its holder crashes.
        if (holder === undefined || misfortune() < LOST_ANSWERS || misfortune() < DEATHS) continue;
        await gate.end(holder);
        // A holder without an answer tries again.
        if (misfortune() < LOST_ANSWERS) await gate.end(holder);
      }
    }),
  );
  await gate.pass(LEASE_SECONDS + 1);
  return LIMIT - (await letInNow(gate, LIMIT));
}

/** All slots are held for longer than a lease, by holders that send heartbeats. */
async function letInAboveTheLimit(contestant: Contestant): Promise<number> {
  const gate = await contestant.open({ limit: LIMIT, held: 0, leaseSeconds: LEASE_SECONDS });
  const holders: unknown[] = [];
  for (let n = 0; n < LIMIT; n += 1) holders.push(await gate.start());
  for (let beats = 0; beats < 7; beats += 1) {
    await gate.pass(LEASE_SECONDS / 5);
    const { beat } = gate;
    if (beat !== undefined) await Promise.all(holders.map(beat));
  }
  return letInNow(gate, LIMIT);
}

/** All at once, so that no lease runs out while others are tried. */
async function letInNow(gate: Gate, tries: number): Promise<number> {
  const holders = await Promise.all(Array.from({ length: tries }, () => gate.start()));
  return holders.filter((holder) => holder !== undefined).length;
}

/** The same failures in every run and for every contestant. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
