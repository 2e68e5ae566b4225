import type { reports } from '../api/reports.ts';
import { listEndedCalls } from '../calls/list-ended-calls.ts';
import { pageRequest, type UseCaseAtHome } from '../environments/home.ts';

export const exportCalls: UseCaseAtHome<(typeof reports)['exportCalls']> = async (call, { table }) => ({
  body: await listEndedCalls(table, call.home.environmentId, { ...call.query, ...pageRequest(call) }),
});
