import type { Context } from '../../context.ts';
import type { WholeAccount } from '../read-account.ts';
import { countDrifts } from './count-drift.ts';
import { leftBehind, twiceDrifts } from './deletion-drift.ts';
import { directoryDrifts, orphanDrifts } from './directory-drift.ts';
import type { Drift } from './drift.ts';
import { dueDrifts } from './due-drift.ts';
import { environmentDrifts } from './environment-drift.ts';
import { nameDrifts } from './name-drift.ts';
import { lostDueDrifts, statusDrifts } from './status-drift.ts';
import { addressDrifts, membershipDrifts } from './user-drift.ts';

/** Everything that is wrong with an account and what belongs to it, as far as this reading of it tells. */
export function driftsOf(whole: WholeAccount, context: Pick<Context, 'clock' | 'settings'>): Drift[] {
  // Of one that is being removed, only that this goes on.
  if (isBeingRemoved(whole)) return [...dueDrifts(whole, context), ...lostDueDrifts(whole)];
  return [
    ...twiceDrifts(whole),
    ...whole.environments.flatMap((environment) => environmentDrifts(whole, environment, context.clock)),
    ...whole.deleted.flatMap((environment) => leftBehind(whole, environment)),
    ...nameDrifts(whole),
    ...directoryDrifts(whole),
    ...orphanDrifts(whole),
    ...membershipDrifts(whole),
    ...addressDrifts(whole),
    ...dueDrifts(whole, context),
    ...countDrifts(whole),
    ...statusDrifts(whole),
    ...lostDueDrifts(whole),
  ];
}

const isBeingRemoved = ({ account }: WholeAccount): boolean =>
  account?.status === 'closed' && account.purgeAt === undefined;
