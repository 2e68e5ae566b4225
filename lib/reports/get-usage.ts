import type { reports } from '../api/routes/reports.ts';
import type { UseCaseAtHome } from '../scoped/home.ts';
import { usageOfEnvironment } from './usage-of-environment.ts';

export const getUsage: UseCaseAtHome<(typeof reports)['getUsage']> = async ({ home, query }, world) => ({
  body: await usageOfEnvironment(home.environmentId, query, world),
});
