import { Berths } from './berths.tsx';
import { slotNames } from './pier.ts';

type Key = keyof typeof slotNames;

/** Explains the shapes that are in the picture. */
export const Legend = ({ of }: { of: readonly Key[] }) => (
  <ul className="quay-legend" aria-hidden="true">
    {of.map((slot) => (
      <li key={slot}>
        <Berths slots={{ [slot]: 1 }} /> {slotNames[slot]}
      </li>
    ))}
  </ul>
);
