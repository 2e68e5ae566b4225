import { jest } from '@jest/globals';

/**
 * How thoroughly to search. `npm test` searches for seconds and always in the same way, so that it has the same result for
 * everyone. `npm run test:reliability` searches for as long as it takes and differently each time. A failure prints the
 * seed, and RELIABILITY_SEED repeats it.
 */
export const isLong: boolean = (globalThis as { effort?: string }).effort === 'long';

const FIXED_SEED = 20_260_401;

export const seed: number = isLong
  ? Number(process.env['RELIABILITY_SEED'] ?? Date.now() % 2_147_483_647)
  : FIXED_SEED;

/** RELIABILITY_SCALE=0.1 makes a tenth of the runs of a long search. */
const scale = Number(process.env['RELIABILITY_SCALE'] ?? 1);

/** As many runs as the effort says. */
export const runs = ({ short, long }: { short: number; long: number }): number =>
  isLong ? Math.ceil(long * scale) : short;

/** How long a test of a file that imports this may take before it counts as hanging, in milliseconds. */
jest.setTimeout(isLong ? 7_200_000 : 180_000);
