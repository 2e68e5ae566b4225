import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { figure } from '../format/figure.ts';
import { Name } from '../format/name.tsx';
import type { Concurrency } from '../plan/use-concurrency.ts';
import { Berths } from './berths.tsx';
import { Legend } from './legend.tsx';
import { useIsNarrow } from '../table/narrow.ts';
import { inWords, order, pierOf, sizeOf, together, type Pier } from './pier.ts';
import { Shares } from './shares.tsx';

/** Up to this many slots, each is drawn. */
export const MAX_DRAWN = 80;
/** This many environments are shown until the user asks for all: the last place stands for the rest. */
const MOST = 8;
const MOST_ON_A_PHONE = 3;

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
  const summary = `Of ${figure(plan.maxConcurrentCalls)} concurrent calls, ${figure(allocated)} are allocated, ${figure(activeCalls)} are in use and ${figure(unallocated)} are not allocated.`;
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
  const most = useIsNarrow() ? MOST_ON_A_PHONE : MOST;
  const sized = piers.filter((pier) => sizeOf(pier) > 0);
  const { listed, rest } = showsAll ? { listed: sized, rest: [] } : largest(sized, most, currentId);
  return (
    <ul className="piers">
      {listed.map((pier) => (
        <li key={pier.id} className={pier.id === currentId ? 'pier current' : 'pier'}>
          <span className="pier-name">
            <Name text={pier.name} />
            {pier.hidden && ' (hidden)'}
          </span>{' '}
          <PierFigures of={pier} />
          {isDrawn && <Berths slots={pier.slots} />}
        </li>
      ))}
      {rest.length > 0 && (
        <li className="pier">
          <Button formAction="none" variant="inline-link" onClick={() => setShowsAll(true)}>
            +{rest.length} environments
          </Button>{' '}
          <PierFigures of={together(rest)} />
          {isDrawn && <Berths slots={together(rest).slots} />}
        </li>
      )}
      {children}
    </ul>
  );
}

/** The current environment and the largest ones, in the order of the list. The rest is shown as one. */
function largest(piers: readonly Pier[], most: number, currentId: string) {
  if (piers.length <= most) return { listed: piers, rest: [] };
  const weight = (pier: Pier) => (pier.id === currentId ? Infinity : sizeOf(pier));
  const first = new Set(piers.toSorted((a, b) => weight(b) - weight(a)).slice(0, most - 1));
  return {
    listed: piers.filter((pier) => first.has(pier)),
    rest: piers.filter((pier) => !first.has(pier)),
  };
}

const PierFigures = ({ of: pier }: { of: Pick<Pier, 'limit' | 'slots'> }) => (
  <>
    <span className="pier-figures" aria-hidden="true">
      {figure(pier.slots.taken + pier.slots.leaving)} of {figure(pier.limit)}
    </span>
    <span className="visually-hidden">
      {figure(pier.slots.taken + pier.slots.leaving)} of {figure(pier.limit)}: {inWords(pier)}
    </span>
  </>
);
