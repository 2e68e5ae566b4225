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
import { addressDrifts, lostFormerDrifts, membershipDrifts, removalDrifts } from './user-drift.ts';

/** Every difference in an account and all that belongs to it, as far as this reading shows it. */
export function driftsOf(whole: WholeAccount, context: Pick<Context, 'clock' | 'settings'>): Drift[] {
  // For an account that is being removed, only that the removal continues.
  if (isBeingRemoved(whole)) return [...dueDrifts(whole, context), ...lostDueDrifts(whole)];
  return [
    ...twiceDrifts(whole),
    ...removalDrifts(whole),
    ...whole.environments.flatMap((environment) => environmentDrifts(whole, environment, context.clock)),
    ...whole.deleted.flatMap((environment) => leftBehind(whole, environment)),
    ...nameDrifts(whole),
    ...directoryDrifts(whole),
    ...orphanDrifts(whole),
    ...membershipDrifts(whole),
    ...addressDrifts(whole),
    ...lostFormerDrifts(whole),
    ...dueDrifts(whole, context),
    ...countDrifts(whole),
    ...statusDrifts(whole),
    ...lostDueDrifts(whole),
  ];
}

const isBeingRemoved = ({ account }: WholeAccount): boolean =>
  account?.status === 'closed' && account.purgeAt === undefined;
