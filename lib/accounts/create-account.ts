import { limits } from '../api/limits.ts';
import type { accounts } from '../api/routes/accounts.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import { newMembership } from '../auth/membership.ts';
import type { UseCase } from '../call.ts';
import { commit } from '../change/commit.ts';
import { instant, newId } from '../clock.ts';
import { newEnvironment } from '../environments/new-environment.ts';
import { keys } from '../table/keys.ts';
import { accountView, type AccountItem } from './account.ts';

/** Creates an account on the default plan: its creator is its Admin, and an environment `default` holds half of the plan. */
export const createAccount: UseCase<(typeof accounts)['createAccount']> = async (call, world) => {
  const { clock, settings } = world;
  const id = newId<AccountId>('acc', clock);
  const at = instant(clock.now());
  const { name: planName, maxConcurrentCalls: planCalls } = settings.defaultPlan;
  const half = Math.min(limits.environmentCalls.max, Math.max(1, Math.floor(planCalls / 2)));
  const { writes: environmentWrites } = newEnvironment(
    { accountId: id, name: 'default', maxConcurrentCalls: half, reservedInboundCalls: 0, hidden: false },
    { createdBy: call.caller.userId },
    clock,
  );
  const account: AccountItem = {
    ...keys.account(id),
    id,
    name: call.body.name,
    planName,
    planCalls,
    unallocatedCalls: planCalls - half,
    environmentCount: 1,
    visibleCount: 1,
    userCount: 1,
    adminCount: 1,
    seatCount: 1,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  return commit(call, world, {
    account: id,
    writes: [
      { Put: { Item: { ...account } } },
      ...newMembership(id, call.caller, 'admin', clock),
      ...environmentWrites,
    ],
    event: {
      action: 'account.created',
      target: { type: 'account', id, name: account.name },
      after: { name: account.name, plan: { name: planName, maxConcurrentCalls: planCalls } },
    },
    answer: { body: accountView(account), version: account.version },
  });
};
