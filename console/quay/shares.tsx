import { order, type Pier } from './pier.ts';

/** The slots of a large plan as shares of a bar: there are too many to draw each. */
export function Shares({
  piers,
  unallocated = 0,
}: {
  piers: readonly Pier[];
  unallocated?: number | undefined;
}) {
  return (
    <div className="shares" aria-hidden="true">
      {piers.flatMap(({ id, name, slots }) =>
        order
          .filter((slot) => slots[slot] > 0)
          .map((slot, index) => (
            <span
              key={`${id} ${slot}`}
              className={`share ${slot}${index === 0 ? ' first' : ''}`}
              title={`${name}: ${slots[slot]}`}
              style={{ flexGrow: slots[slot] }}
            />
          )),
      )}
      {unallocated > 0 && (
        <span className="share unallocated first" style={{ flexGrow: unallocated }} title="Not allocated" />
      )}
    </div>
  );
}
