import type { reports } from '../api/routes/reports.ts';
import type { ScopedUseCase } from '../scoped/environment-scope.ts';
import { usageOfEnvironment } from './usage-of-environment.ts';

export const exportUsage: ScopedUseCase<(typeof reports)['exportUsage']> = async (
  { scope, query },
  context,
) => {
  const { items } = await usageOfEnvironment(scope.environmentId, query, context);
  return { body: { items, nextCursor: null } };
};
