import type { reports } from '../api/routes/reports.ts';
import type { UseCaseAtHome } from '../scoped/home.ts';
import { usageOfEnvironment } from './usage-of-environment.ts';

export const exportUsage: UseCaseAtHome<(typeof reports)['exportUsage']> = async ({ home, query }, world) => {
  const { items } = await usageOfEnvironment(home.environmentId, query, world);
  return { body: { items, nextCursor: null } };
};
