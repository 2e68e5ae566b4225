import type { Environment } from '../environments/environment-provider.tsx';
import type { Share } from '../plan/use-concurrency.ts';
import { order, pierOf, sizeOf, type Slot } from './pier.ts';

/** More ticks would be too small to see: above this number, a tick stands for several slots. */
const MAX_TICKS = 16;
const STEP = 4;
const HEIGHT = 14;

/** The height of a tick, so that its meaning does not depend on colour. */
const heights: Readonly<Record<Slot, number>> = { taken: 14, leaving: 14, inbound: 7, free: 2 };

/** The quay of an environment in the height of a line. Figures next to it say what it shows. */
export function MiniQuay({ share, environment }: { share: Share; environment: Environment | undefined }) {
  const pier = pierOf(share, environment);
  const size = sizeOf(pier);
  if (size === 0) return null;
  const ticks = Math.min(size, MAX_TICKS);
  const slots = order.flatMap((slot) => Array.from({ length: inTicks(pier.slots[slot], size) }, () => slot));
  return (
    <svg
      className="mini-quay"
      width={MAX_TICKS * STEP}
      height={HEIGHT}
      viewBox={`0 0 ${MAX_TICKS * STEP} ${HEIGHT}`}
      aria-hidden="true"
    >
      {slots.slice(0, ticks).map((slot, index) => (
        <rect
          // oxlint-disable-next-line react/no-array-index-key -- a tick keeps its place
          key={index}
          className={slot}
          x={index * STEP + 0.5}
          y={HEIGHT - heights[slot]}
          width={STEP - 1}
          height={heights[slot]}
          rx={1}
        />
      ))}
    </svg>
  );
}

/** At least one tick for anything that is not zero. */
const inTicks = (count: number, size: number): number =>
  size <= MAX_TICKS ? count : count === 0 ? 0 : Math.max(1, Math.round((count / size) * MAX_TICKS));
