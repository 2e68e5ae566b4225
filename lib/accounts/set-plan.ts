import type { operators } from '../api/routes/operators.ts';
import { Problem } from '../api/problem.ts';
import { expectVersion, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { accountView, allocatedCalls, readAccount, replaceAccount, type AccountItem } from './account.ts';

/** Puts an account on another plan, which may not be smaller than what its environments hold already. */
export const setPlan: UseCase<(typeof operators)['setPlan']> = async (request, context) => {
  const { name, maxConcurrentCalls } = request.body;
  const before = await readAccount(context.table, request.params.accountId);
  expectVersion(request, before.version);
  if (name === before.planName && maxConcurrentCalls === before.planCalls) {
    return { body: accountView(before), version: before.version };
  }

  const allocated = allocatedCalls(before);
  if (maxConcurrentCalls < allocated) {
    throw new Problem('plan_below_allocation', {
      detail: `The environments hold ${allocated} concurrent calls, the plan would allow ${maxConcurrentCalls}.`,
      allocated,
      requested: maxConcurrentCalls,
    });
  }
  const after: AccountItem = {
    ...before,
    planName: name,
    planCalls: maxConcurrentCalls,
    unallocatedCalls: maxConcurrentCalls - allocated,
    updatedAt: instant(context.clock.now()),
    version: before.version + 1,
  };
  return commit(request, context, {
    account: before.id,
    writes: [replaceAccount(before, after)],
    event: {
      action: 'plan.changed',
      target: { type: 'account', id: before.id, name: before.name },
      before: planFacts(before),
      after: planFacts(after),
    },
    answer: { body: accountView(after), version: after.version },
  });
};

const planFacts = ({ planName, planCalls }: AccountItem) => ({
  name: planName,
  maxConcurrentCalls: planCalls,
});
