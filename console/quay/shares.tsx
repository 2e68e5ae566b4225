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
      {piers.flatMap(({ id, name, places }) =>
        order
          .filter((place) => places[place] > 0)
          .map((place, index) => (
            <span
              key={`${id} ${place}`}
              className={`share ${place}${index === 0 ? ' first' : ''}`}
              title={`${name}: ${places[place]}`}
              style={{ flexGrow: places[place] }}
            />
          )),
      )}
      {unallocated > 0 && (
        <span className="share unallocated first" style={{ flexGrow: unallocated }} title="Not allocated" />
      )}
    </div>
  );
}
