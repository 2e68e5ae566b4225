import { limits } from '../api/limits.ts';
import type { accounts } from '../api/routes/accounts.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { newKeyView } from '../api-keys/api-keys.ts';
import { newMembership } from '../members/new-membership.ts';
import type { UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant, newId } from '../clock.ts';
import { environmentView } from '../environments/environment-view.ts';
import { newEnvironment } from '../environments/new-environment.ts';
import { keys } from '../table/keys.ts';
import { accountView, type AccountItem } from './account.ts';
import { listAccount } from './listed-account.ts';
import { countCreatedAccount } from './created-accounts.ts';

/**
 * Creates an account on the default plan: its creator is its Admin, and an environment `default` holds half of the
 * plan. The address must be verified: otherwise it may be somebody else's, who would then get an account that they
 * never asked for.
 */
export const createAccount: UseCase<(typeof accounts)['createAccount']> = async (request, context) => {
  const { clock, settings } = context;
  const { userId, emailVerified } = request.caller;
  if (!emailVerified) throw new Problem('email_not_verified');
  const id = newId<AccountId>('acc', clock);
  const at = instant(clock.now());
  const { name: planName, maxConcurrentCalls: planCalls } = settings.defaultPlan;
  const half = Math.min(limits.environmentCalls, Math.max(1, Math.floor(planCalls / 2)));
  const {
    environment,
    key,
    secret,
    writes: environmentWrites,
  } = newEnvironment(
    { accountId: id, name: 'default', maxConcurrentCalls: half },
    { createdBy: userId, shownTo: userId },
    clock,
  );
  const account = newAccount(
    { id, name: request.body.name, planName, planCalls, createdBy: userId, createdAt: at },
    half,
  );
  return commit(request, context, {
    account: id,
    writes: [
      { Put: { Item: { ...account } } },
      listAccount(account),
      countCreatedAccount(userId, id),
      ...newMembership(id, request.caller, 'admin', clock),
      ...environmentWrites,
    ],
    event: {
      action: 'account.created',
      target: { type: 'account', id, name: account.name },
      after: { name: account.name, plan: { name: planName, maxConcurrentCalls: planCalls } },
    },
    answer: {
      body: {
        ...accountView(account),
        environment: environmentView(environment, new Map()),
        apiKey: newKeyView(key, secret),
      },
      version: account.version,
    },
  });
};

/** An account with one person and one environment, which holds this many calls of the plan. */
const newAccount = (
  of: Pick<AccountItem, 'id' | 'name' | 'planName' | 'planCalls' | 'createdBy' | 'createdAt'>,
  allocated: number,
): AccountItem => ({
  ...keys.account(of.id),
  ...of,
  unallocatedCalls: of.planCalls - allocated,
  environmentCount: 1,
  visibleCount: 1,
  restorableCount: 0,
  userCount: 1,
  adminCount: 1,
  seatCount: 1,
  updatedAt: of.createdAt,
  version: 1,
  settlements: 0,
});
