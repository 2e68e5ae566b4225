import type { Environment } from '../environments/environment-provider.tsx';
import type { Share } from '../plan/use-concurrency.ts';
import { Berths } from './berths.tsx';
import { Legend } from './legend.tsx';
import { inWords, order, pierOf, sizeOf } from './pier.ts';
import { MAX_DRAWN } from './quay.tsx';
import { Shares } from './shares.tsx';

/** One environment's part of the quay, as large as the page is wide. */
export function PierPicture({ share, environment }: { share: Share; environment: Environment }) {
  const pier = pierOf(share, environment);
  const size = sizeOf(pier);
  if (size === 0) return null;
  return (
    <div className={size <= MAX_DRAWN / 2 ? 'quay large' : 'quay'}>
      <div className="visually-hidden" role="img" aria-label={`${pier.name}: ${inWords(pier)}`} />
      {size <= MAX_DRAWN ? <Berths slots={pier.slots} /> : <Shares piers={[pier]} />}
      <Legend of={order.filter((slot) => pier.slots[slot] > 0)} />
    </div>
  );
}
