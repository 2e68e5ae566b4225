import { order, type Slot } from './pier.ts';

interface Props {
  readonly slots: Partial<Readonly<Record<Slot | 'unallocated' | 'beyond', number>>>;
}

/** One berth for each slot. A ship arrives when a call starts, and leaves when it ends. */
export function Berths({ slots }: Props) {
  const all = [...order, 'unallocated', 'beyond'] as const;
  const berths = all.flatMap((slot) => Array.from({ length: slots[slot] ?? 0 }, () => slot));
  return (
    <span className="berths" aria-hidden="true">
      {berths.map((slot, index) => (
        // A berth keeps its position; only its content changes.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={`slip ${slot}`} />
      ))}
    </span>
  );
}
