import type { reports } from '../api/routes/reports.ts';
import type { UseCase } from '../call.ts';
import { usageOfAccount } from './usage-of-account.ts';

export const getAccountUsage: UseCase<(typeof reports)['getAccountUsage']> = async (
  { params, query },
  world,
) => ({ body: await usageOfAccount(params.accountId, query, world) });
