import type { accounts } from '../api/routes/accounts.ts';
import type { UseCase } from '../request.ts';
import { accountView, readAccount } from './account.ts';

export const getAccount: UseCase<(typeof accounts)['getAccount']> = async ({ params }, { table }) => {
  const account = await readAccount(table, params.accountId);
  return { body: accountView(account), version: account.version };
};
