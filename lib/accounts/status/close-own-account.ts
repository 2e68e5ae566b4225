import type { accounts } from '../../api/routes/accounts.ts';
import type { UseCase } from '../../request.ts';
import { readAccount } from '../account.ts';
import { notInUseProblem } from './account-in-use.ts';
import { changeStatus } from './change-status.ts';

/** Closes an account for its Admin. A suspended account stays suspended: only an operator can end that. */
export const closeOwnAccount: UseCase<(typeof accounts)['closeOwnAccount']> = async (request, context) => {
  const { accountId } = request.params;
  const account = await readAccount(context.table, accountId);
  if (account.status === 'suspended') throw notInUseProblem(account);
  return changeStatus(request, accountId, { status: 'closed' }, context);
};
