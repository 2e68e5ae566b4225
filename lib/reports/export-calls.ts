import type { reports } from '../api/routes/reports.ts';
import { listEndedCalls } from '../history/list-ended-calls.ts';
import type { ScopedUseCase } from '../scoped/environment-scope.ts';

export const exportCalls: ScopedUseCase<(typeof reports)['exportCalls']> = async (request, context) => ({
  body: await listEndedCalls(context, request.scope.environmentId, request.query),
});
