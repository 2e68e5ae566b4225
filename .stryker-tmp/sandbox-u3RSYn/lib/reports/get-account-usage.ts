import type { reports } from '../api/routes/reports.ts';
import type { UseCase } from '../request.ts';
import { usageOfAccount } from './usage-of-account.ts';

export const getAccountUsage: UseCase<(typeof reports)['getAccountUsage']> = async (
  { params, query },
  context,
) => ({ body: await usageOfAccount(params.accountId, query, context) });
