/**
 * How hard to look. `npm test` looks for seconds, at the same places each time, so that it is red or green for everyone
 * alike. `npm run test:reliability` looks for as long as it takes, at other places each time; the seed is in what a failure
 * prints, and RELIABILITY_SEED repeats it.
 */
export const isLong: boolean = (globalThis as { effort?: string }).effort === 'long';

const FIXED_SEED = 20_260_401;

export const seed: number = isLong
  ? Number(process.env['RELIABILITY_SEED'] ?? Date.now() % 2_147_483_647)
  : FIXED_SEED;

/** A long look can be made longer or shorter: RELIABILITY_SCALE=0.1 makes a tenth of the runs. */
const scale = Number(process.env['RELIABILITY_SCALE'] ?? 1);

/** As many runs as the effort asks for. */
export const runs = ({ short, long }: { short: number; long: number }): number =>
  isLong ? Math.ceil(long * scale) : short;

/** How long a test may take before it counts as hanging, in milliseconds. */
export const patience: number = isLong ? 7_200_000 : 180_000;
