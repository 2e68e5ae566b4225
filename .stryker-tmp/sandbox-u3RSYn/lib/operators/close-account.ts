import { changeStatus } from '../accounts/status/change-status.ts';
import type { operators } from '../api/routes/operators.ts';
import type { UseCase } from '../request.ts';

export const closeAccount: UseCase<(typeof operators)['closeAccount']> = (request, context) => {
  const { reason } = request.body;
  const to = { status: 'closed' as const, ...(reason !== undefined && { reason }) };
  return changeStatus(request, request.params.accountId, to, context);
};
