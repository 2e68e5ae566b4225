import type { Meter } from '../measure/meter.ts';
import type { Contestant, Gate } from './contestant.ts';

/** The average cost of a step. */
export interface Price {
  readonly requests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

/** The costs of the steps of a gate, without steps that did not happen. */
export interface Prices {
  /** Start and end together, in a process that does not know this gate yet. */
  readonly first: Price | undefined;
  /** Start and end together, after some others. */
  readonly pair: Price | undefined;
  readonly refusal: Price | undefined;
}

const WARM_UP = 10;

/** @param pairs how many are averaged */
export async function pricesOf(
  contestant: Contestant,
  meter: Meter,
  slots: { limit: number; held: number },
  pairs: number,
): Promise<Prices> {
  // The first pair gets a new gate several times, because it ends up in a random gate.
  const firsts: Price[] = [];
  for (let n = 0; n < 5; n += 1)
    firsts.push(...(await pricesOfPairs(await contestant.open(slots), meter, 1)));
  const gate = await contestant.open(slots);
  await pricesOfPairs(gate, meter, WARM_UP);
  const later = await pricesOfPairs(gate, meter, pairs);
  return {
    first: average(firsts),
    pair: average(later),
    refusal: await priceOfRefusal(contestant, meter, slots),
  };
}

async function pricesOfPairs(gate: Gate, meter: Meter, pairs: number): Promise<Price[]> {
  const prices: Price[] = [];
  for (let n = 0; n < pairs; n += 1) {
    const { requests, writeUnits, readUnits, result } = await meter.costOf(async () => {
      const holder = await gate.start();
      if (holder !== undefined) await gate.end(holder);
      return holder;
    });
    if (result !== undefined) prices.push({ requests: requests.length, writeUnits, readUnits });
  }
  return prices;
}

async function priceOfRefusal(
  contestant: Contestant,
  meter: Meter,
  { limit }: { limit: number },
): Promise<Price | undefined> {
  const full = await contestant.open({ limit, held: limit });
  const prices: Price[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { requests, writeUnits, readUnits, result } = await meter.costOf(() => full.start());
    if (result === undefined) prices.push({ requests: requests.length, writeUnits, readUnits });
  }
  return average(prices);
}

function average(prices: readonly Price[]): Price | undefined {
  if (prices.length === 0) return undefined;
  const mean = (of: (price: Price) => number) =>
    prices.reduce((sum, price) => sum + of(price), 0) / prices.length;
  return {
    requests: mean(({ requests }) => requests),
    writeUnits: mean(({ writeUnits }) => writeUnits),
    readUnits: mean(({ readUnits }) => readUnits),
  };
}
