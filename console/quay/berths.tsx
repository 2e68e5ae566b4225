import { order, type Place } from './pier.ts';

interface Props {
  readonly places: Partial<Readonly<Record<Place | 'unallocated' | 'beyond', number>>>;
}

/** One berth for each slot. A ship arrives when a call starts, and leaves when it ends. */
export function Berths({ places }: Props) {
  const all = [...order, 'unallocated', 'beyond'] as const;
  const berths = all.flatMap((place) => Array.from({ length: places[place] ?? 0 }, () => place));
  return (
    <span className="berths" aria-hidden="true">
      {berths.map((place, index) => (
        // A berth keeps its place: what changes is what lies in it.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={`slip ${place}`} />
      ))}
    </span>
  );
}
