import type { reports } from '../api/routes/reports.ts';
import type { ScopedUseCase } from '../scoped/environment-scope.ts';
import { usageOfEnvironment } from './usage-of-environment.ts';

export const getUsage: ScopedUseCase<(typeof reports)['getUsage']> = async ({ scope, query }, context) => ({
  body: await usageOfEnvironment(scope.environmentId, query, context),
});
