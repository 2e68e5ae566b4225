import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { figure } from '../format/figure.ts';
import { Name } from '../format/name.tsx';
import type { Concurrency } from '../plan/use-concurrency.ts';
import { Berths } from './berths.tsx';
import { Legend } from './legend.tsx';
import { inWords, order, pierOf, sizeOf, type Pier } from './pier.ts';
import { Shares } from './shares.tsx';

/** Up to this many slots, each is drawn. */
export const MAX_DRAWN = 80;
/** This many environments are listed until the user asks for all. */
const MAX_LISTED = 12;

/**
 * The plan as a quay: a pier for each environment, a berth for each concurrent call, and a ship for each running one.
 */
export function Quay({ concurrency, legend = true }: { concurrency: Concurrency; legend?: boolean }) {
  const { plan, allocated, unallocated, activeCalls } = concurrency;
  const { all, current } = useEnvironments();
  const piers = concurrency.environments.map((share) =>
    pierOf(
      share,
      all.find(({ id }) => id === share.environmentId),
    ),
  );
  const beyond = Math.max(0, allocated - plan.maxConcurrentCalls);
  const summary = `Of ${figure(plan.maxConcurrentCalls)} concurrent calls, ${figure(allocated)} are allocated, ${figure(activeCalls)} are in use and ${figure(unallocated)} are free.`;
  const isDrawn = Math.max(plan.maxConcurrentCalls, allocated) <= MAX_DRAWN;
  const shown = [
    ...order.filter((slot) => piers.some(({ slots }) => slots[slot] > 0)),
    ...(unallocated > 0 ? (['unallocated'] as const) : []),
    ...(beyond > 0 ? (['beyond'] as const) : []),
  ];
  return (
    <div className="quay">
      <div className="visually-hidden" role="img" aria-label={summary} />
      {!isDrawn && <Shares piers={piers} unallocated={unallocated} />}
      <Piers piers={piers} currentId={current.id} isDrawn={isDrawn}>
        {(unallocated > 0 || beyond > 0) && (
          <li className="pier">
            <span className="pier-name">{beyond > 0 ? 'Over the plan' : 'Not allocated'}</span>{' '}
            <span className="pier-figures">{figure(beyond > 0 ? beyond : unallocated)}</span>
            {isDrawn && <Berths slots={beyond > 0 ? { beyond } : { unallocated }} />}
          </li>
        )}
      </Piers>
      {legend && <Legend of={shown} />}
    </div>
  );
}

interface PiersProps {
  readonly piers: readonly Pier[];
  readonly currentId: string;
  readonly isDrawn: boolean;
  readonly children: React.ReactNode;
}

function Piers({ piers, currentId, isDrawn, children }: PiersProps) {
  const [showsAll, setShowsAll] = useState(false);
  const listed = isDrawn || showsAll ? piers : piers.slice(0, MAX_LISTED);
  const rest = piers.length - listed.length;
  return (
    <>
      <ul className="piers">
        {listed
          .filter((pier) => sizeOf(pier) > 0)
          .map((pier) => (
            <li key={pier.id} className={pier.id === currentId ? 'pier current' : 'pier'}>
              <span className="pier-name">
                <Name text={pier.name} />
                {pier.hidden && ' (hidden)'}
              </span>{' '}
              <PierFigures of={pier} />
              {isDrawn && <Berths slots={pier.slots} />}
            </li>
          ))}
        {children}
      </ul>
      {rest > 0 && (
        <Button variant="inline-link" onClick={() => setShowsAll(true)}>
          Show {rest} more
        </Button>
      )}
    </>
  );
}

const PierFigures = ({ of: pier }: { of: Pier }) => (
  <>
    <span className="pier-figures" aria-hidden="true">
      {figure(pier.slots.taken + pier.slots.leaving)} of {figure(pier.limit)}
    </span>
    <span className="visually-hidden">
      {figure(pier.slots.taken + pier.slots.leaving)} of {figure(pier.limit)}: {inWords(pier)}
    </span>
  </>
);
