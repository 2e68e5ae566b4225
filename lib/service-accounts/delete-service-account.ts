import type { serviceAccounts } from '../api/routes/service-accounts.ts';
import { commit } from '../change/commit.ts';
import { expectVersion, type UseCase } from '../request.ts';
import { dropServiceAccount, readServiceAccount, serviceAccountFacts } from './service-account.ts';

/** Deletes a service account. Its requests that are still running are refused when they write. */
export const deleteServiceAccount: UseCase<(typeof serviceAccounts)['deleteServiceAccount']> = async (
  request,
  context,
) => {
  const { accountId } = request.params;
  const { serviceAccount } = await readServiceAccount(context.table, request.params);
  expectVersion(request, serviceAccount.version);
  return commit(request, context, {
    account: accountId,
    writes: [dropServiceAccount(accountId, serviceAccount)],
    event: {
      action: 'service_account.deleted',
      target: { type: 'serviceAccount', id: serviceAccount.id, name: serviceAccount.name },
      before: serviceAccountFacts(serviceAccount),
    },
    answer: { body: undefined },
  });
};
