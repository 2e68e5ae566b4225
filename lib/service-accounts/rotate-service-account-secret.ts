import type { serviceAccounts } from '../api/routes/service-accounts.ts';
import { maskServiceSecret, type StoredServiceAccount } from '../auth/service-account.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import type { UseCase } from '../request.ts';
import {
  mintSecret,
  readServiceAccount,
  replaceServiceAccount,
  serviceAccountView,
} from './service-account.ts';

type RotateSecret = UseCase<(typeof serviceAccounts)['rotateServiceAccountSecret']>;

/**
 * Gives a service account a new secret. The previous one keeps working until its grace period ends; an older one stops
 * at once.
 */
export const rotateServiceAccountSecret: RotateSecret = async (request, context) => {
  const { accountId } = request.params;
  const { graceSeconds } = request.body;
  const { serviceAccount: before, usedAt } = await readServiceAccount(context.table, request.params);
  const now = context.clock.now();
  const shown = { shownTo: request.caller.userId, shownAt: instant(now) };
  const { secret, kept } = mintSecret(accountId, shown, context.clock);
  const until = now + graceSeconds * 1000;
  const latest = Object.entries(before.secrets).filter(([, one]) => one.until === undefined);
  const replaced = graceSeconds === 0 ? [] : latest.map(([hash, one]) => [hash, { ...one, until }] as const);
  const after: StoredServiceAccount = {
    ...before,
    secrets: { ...Object.fromEntries(replaced), ...kept },
    version: before.version + 1,
  };
  const view = serviceAccountView(after, usedAt);
  return commit(request, context, {
    account: accountId,
    writes: [replaceServiceAccount(accountId, before, after)],
    event: {
      action: 'service_account.secret_rotated',
      target: { type: 'serviceAccount', id: after.id, name: after.name },
      before: { secrets: maskedOf(before) },
      after: { secrets: maskedOf(after), graceSeconds },
    },
    answer: { body: { ...view, secret, secretAvailable: true }, version: after.version },
  });
};

const maskedOf = ({ secrets }: StoredServiceAccount): string[] =>
  Object.values(secrets).map(({ lastFour }) => maskServiceSecret(lastFour));
