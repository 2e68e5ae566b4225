import type { serviceAccounts } from '../api/routes/service-accounts.ts';
import type { UseCase } from '../request.ts';
import { readServiceAccount, serviceAccountView } from './service-account.ts';

export const getServiceAccount: UseCase<(typeof serviceAccounts)['getServiceAccount']> = async (
  { params },
  { table },
) => {
  const { serviceAccount, usedAt } = await readServiceAccount(table, params);
  return { body: serviceAccountView(serviceAccount, usedAt), version: serviceAccount.version };
};
