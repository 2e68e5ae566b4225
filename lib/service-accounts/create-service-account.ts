import type { serviceAccounts } from '../api/routes/service-accounts.ts';
import type { ServiceAccountId } from '../api/schemas/ids.ts';
import type { StoredServiceAccount } from '../auth/service-account.ts';
import { commit } from '../change/commit.ts';
import { instant, newId } from '../clock.ts';
import type { UseCase } from '../request.ts';
import { fileReminders } from './expiry-reminders.ts';
import {
  addFirstServiceAccount,
  addServiceAccount,
  expiryOf,
  mintSecret,
  readServiceAccounts,
  serviceAccountFacts,
  serviceAccountView,
} from './service-account.ts';

/** Creates a service account and shows its secret, this once. */
export const createServiceAccount: UseCase<(typeof serviceAccounts)['createServiceAccount']> = async (
  request,
  context,
) => {
  const { accountId } = request.params;
  const { name, role, expiresAt } = request.body;
  const { userId: createdBy } = request.caller;
  const now = context.clock.now();
  const shown = { shownTo: createdBy, shownAt: instant(now) };
  const { secret, kept } = mintSecret(accountId, shown, context.clock);
  const added: StoredServiceAccount = {
    id: newId<ServiceAccountId>('svc', context.clock),
    name,
    role,
    secrets: kept,
    ...expiryOf(expiresAt, now),
    createdAt: instant(now),
    createdBy,
    version: 1,
  };
  const isFirst = (await readServiceAccounts(context.table, accountId)) === undefined;
  const add = isFirst ? addFirstServiceAccount : addServiceAccount;
  return commit(request, context, {
    account: accountId,
    writes: [add(accountId, added), ...fileReminders(accountId, added, now)],
    event: {
      action: 'service_account.created',
      target: { type: 'serviceAccount', id: added.id, name },
      after: serviceAccountFacts(added),
    },
    answer: {
      body: { ...serviceAccountView(added, undefined), secret, secretAvailable: true },
      version: added.version,
    },
  });
};
