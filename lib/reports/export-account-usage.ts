import type { reports } from '../api/routes/reports.ts';
import type { UseCase } from '../call.ts';
import { usageOfAccount } from './usage-of-account.ts';

export const exportAccountUsage: UseCase<(typeof reports)['exportAccountUsage']> = async (
  { params, query },
  world,
) => {
  const { items } = await usageOfAccount(params.accountId, query, world);
  return { body: { items, nextCursor: null } };
};
