import { allocatedCalls, callsLeft, replaceAccount, type AccountItem } from '../accounts/account.ts';
import { allocationExceeded } from '../accounts/counts.ts';
import { notInUseProblem } from '../accounts/status/account-in-use.ts';
import { limits } from '../api/limits.ts';
import type { environments } from '../api/routes/environments.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { concurrencyView, readAllocation, type Allocation } from './concurrency.ts';
import { assertNotDraining } from '../environments/environment.ts';
import { aboveLimit } from '../environments/environment-limit.ts';
import {
  assertOneStepTogether,
  callsMore,
  foreseen,
  limitsOf,
  resized,
  writesOf,
  type Wanted,
} from './resized.ts';

type Reallocate = UseCase<(typeof environments)['reallocateConcurrency']>;
type Changes = Parameters<Reallocate>[0]['body']['changes'];

/** Changes the limits of several environments in one transaction. Only the resulting total has to fit in the plan. */
export const reallocateConcurrency: Reallocate = async (request, context) => {
  const { accountId } = request.params;
  const { changes, dryRun } = request.body;
  const allocation = await readAllocation(accountId, context);
  const { account } = allocation;
  if (account.status !== undefined) throw notInUseProblem(account);
  const at = instant(context.clock.now());
  const wanted = wantedIn(allocation, changes);
  const changed = await (dryRun ? foreseen : resized)(wanted, allocation.gates, at, context);
  const calls = callsMore(changed);
  const requested = allocatedCalls(account) + calls;
  // Giving back is always allowed, even when a restore has left more allocated than the plan has.
  if (calls > callsLeft(account)) throw allocationExceeded(account, requested);
  const above = changes.findIndex(({ maxConcurrentCalls }) => maxConcurrentCalls > limits.environmentCalls);
  if (above >= 0) throw aboveLimit(`changes.${above}.maxConcurrentCalls`);
  assertOneStepTogether(changed);

  const after: AccountItem = {
    ...account,
    unallocatedCalls: account.unallocatedCalls - calls,
    updatedAt: at,
    version: account.version + 1,
  };
  const body = concurrencyView(
    {
      ...allocation,
      account: after,
      environments: allocation.environments.map(
        (environment) => changed.find((one) => one.after.id === environment.id)?.after ?? environment,
      ),
    },
    context.clock.now(),
  );
  if (dryRun || changed.length === 0) return { body };

  return commit(request, context, {
    account: accountId,
    // The answer shows all environments, so none of them may have changed since they were read.
    writes: [...changed.flatMap(writesOf), replaceAccount(account, after)],
    event: {
      action: 'concurrency.reallocated',
      target: { type: 'account', id: accountId, name: account.name },
      before: limitsOf(changed.map((one) => one.before)),
      after: limitsOf(changed.map((one) => one.after)),
    },
    answer: { body },
  });
};

/** @throws not_found, environment_draining */
function wantedIn({ environments: standing }: Allocation, changes: Changes): Wanted[] {
  const wanted = changes.map(({ environmentId, maxConcurrentCalls }) => {
    const before = standing.find(({ id }) => id === environmentId);
    if (before === undefined) throw new Problem('not_found');
    assertNotDraining(before);
    return { before, maxConcurrentCalls };
  });
  return wanted.filter(({ before, maxConcurrentCalls }) => before.maxConcurrentCalls !== maxConcurrentCalls);
}
