import type { reports } from '../api/routes/reports.ts';
import type { UseCase } from '../request.ts';
import { usageOfAccount } from './usage-of-account.ts';

export const exportAccountUsage: UseCase<(typeof reports)['exportAccountUsage']> = async (
  { params, query },
  context,
) => {
  const { items } = await usageOfAccount(params.accountId, query, context);
  return { body: { items, nextCursor: null } };
};
