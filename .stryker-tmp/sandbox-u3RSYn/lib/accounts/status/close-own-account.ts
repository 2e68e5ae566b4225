import type { accounts } from '../../api/routes/accounts.ts';
import type { UseCase } from '../../request.ts';
import { readAccount } from '../account.ts';
import { notInUseProblem } from './account-in-use.ts';
import { changeStatus } from './change-status.ts';

/** Closes an account for its Admin. One that is suspended stays so: only an operator ends that. */
export const closeOwnAccount: UseCase<(typeof accounts)['closeOwnAccount']> = async (request, context) => {
  const { accountId } = request.params;
  const account = await readAccount(context.table, accountId);
  if (account.status === 'suspended') throw notInUseProblem(account);
  return changeStatus(request, accountId, { status: 'closed' }, context);
};
