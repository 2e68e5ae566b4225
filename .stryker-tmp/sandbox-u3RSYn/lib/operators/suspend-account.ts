import { changeStatus } from '../accounts/status/change-status.ts';
import type { operators } from '../api/routes/operators.ts';
import type { UseCase } from '../request.ts';

export const suspendAccount: UseCase<(typeof operators)['suspendAccount']> = (request, context) =>
  changeStatus(request, request.params.accountId, { status: 'suspended', ...request.body }, context);
