import type { serviceAccounts } from '../api/routes/service-accounts.ts';
import type { StoredServiceAccount } from '../auth/service-account.ts';
import { commit } from '../change/commit.ts';
import { expectVersion, type UseCase } from '../request.ts';
import { fileReminders } from './expiry-reminders.ts';
import {
  expiryOf,
  readServiceAccount,
  replaceServiceAccount,
  serviceAccountFacts,
  serviceAccountView,
} from './service-account.ts';

/** Changes a service account. When nothing differs, nothing is written. */
export const editServiceAccount: UseCase<(typeof serviceAccounts)['editServiceAccount']> = async (
  request,
  context,
) => {
  const { accountId } = request.params;
  const { serviceAccount: before, usedAt } = await readServiceAccount(context.table, request.params);
  expectVersion(request, before.version);
  const { name = before.name, role = before.role, expiresAt } = request.body;
  const { expiresAt: expiry, reminded, ...rest } = before;
  const after: StoredServiceAccount = {
    ...rest,
    name,
    role,
    ...(expiresAt === undefined
      ? { ...(expiry !== undefined && { expiresAt: expiry }), ...(reminded !== undefined && { reminded }) }
      : expiryOf(expiresAt, context.clock.now())),
    version: before.version + 1,
  };
  const facts = { before: serviceAccountFacts(before), after: serviceAccountFacts(after) };
  if (JSON.stringify(facts.before) === JSON.stringify(facts.after))
    return { body: serviceAccountView(before, usedAt), version: before.version };
  return commit(request, context, {
    account: accountId,
    writes: [
      replaceServiceAccount(accountId, before, after),
      ...(after.expiresAt === before.expiresAt ? [] : fileReminders(accountId, after, context.clock.now())),
    ],
    event: {
      action: 'service_account.updated',
      target: { type: 'serviceAccount', id: after.id, name },
      ...facts,
    },
    answer: { body: serviceAccountView(after, usedAt), version: after.version },
  });
};
