import { Berths } from './berths.tsx';
import { placeNames } from './pier.ts';

type Key = keyof typeof placeNames;

/** Explains the shapes that are in the picture. */
export const Legend = ({ of }: { of: readonly Key[] }) => (
  <ul className="quay-legend" aria-hidden="true">
    {of.map((place) => (
      <li key={place}>
        <Berths places={{ [place]: 1 }} /> {placeNames[place]}
      </li>
    ))}
  </ul>
);
