import type { reports } from '../api/routes/reports.ts';
import { listEndedCalls } from '../history/list-ended-calls.ts';
import type { UseCaseAtHome } from '../scoped/home.ts';

export const exportCalls: UseCaseAtHome<(typeof reports)['exportCalls']> = async (call, { table }) => ({
  body: await listEndedCalls(table, call.home.environmentId, call.query),
});
