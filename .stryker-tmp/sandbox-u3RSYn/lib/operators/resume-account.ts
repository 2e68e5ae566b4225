import { changeStatus } from '../accounts/status/change-status.ts';
import type { operators } from '../api/routes/operators.ts';
import type { UseCase } from '../request.ts';

export const resumeAccount: UseCase<(typeof operators)['resumeAccount']> = (request, context) =>
  changeStatus(request, request.params.accountId, { status: 'active' }, context);
