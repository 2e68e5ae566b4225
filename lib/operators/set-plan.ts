import {
  accountView,
  allocatedCalls,
  isSameState,
  readAccount,
  replaceAccount,
  type AccountItem,
} from '../accounts/account.ts';
import type { operators } from '../api/routes/operators.ts';
import { Problem } from '../api/problem.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { readAllocation } from '../concurrency/concurrency.ts';
import {
  assertOneStepTogether,
  callsMore,
  foreseen,
  limitsOf,
  resized,
  writesOf,
  type Changed,
} from '../concurrency/resized.ts';
import type { Context } from '../context.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { expectVersion, Outdated, type UseCase } from '../request.ts';
import { proportionalLimits } from './proportional-limits.ts';

/**
 * Puts an account on another plan. If its environments hold more than that plan allows, it is refused, or their
 * limits are lowered in proportion in the same transaction.
 */
export const setPlan: UseCase<(typeof operators)['setPlan']> = async (request, context) => {
  const { name, maxConcurrentCalls, lowerEnvironments, dryRun } = request.body;
  const before = await readAccount(context.table, request.params.accountId);
  expectVersion(request, before.version);
  if (name === before.planName && maxConcurrentCalls === before.planCalls)
    return { body: { ...accountView(before), lowered: [] }, version: before.version };

  const lowers = lowerEnvironments && maxConcurrentCalls < allocatedCalls(before);
  const changed = lowers ? await lowered(before, maxConcurrentCalls, { dryRun }, context) : [];
  const allocated = allocatedCalls(before) + callsMore(changed);
  if (maxConcurrentCalls < allocated) throw belowAllocation(allocated, maxConcurrentCalls, lowers);
  assertOneStepTogether(changed);

  const after: AccountItem = {
    ...before,
    planName: name,
    planCalls: maxConcurrentCalls,
    unallocatedCalls: maxConcurrentCalls - allocated,
    updatedAt: dryRun ? before.updatedAt : instant(context.clock.now()),
    version: before.version + 1,
  };
  const body = { ...accountView(after), lowered: changed.map(loweredView) };
  if (dryRun) return { body, version: before.version };
  return commit(request, context, {
    account: before.id,
    writes: [replaceAccount(before, after), ...changed.flatMap(writesOf)],
    event: {
      action: 'plan.changed',
      target: { type: 'account', id: before.id, name: before.name },
      before: planFacts(
        before,
        changed.map((one) => one.before),
      ),
      after: planFacts(
        after,
        changed.map((one) => one.after),
      ),
    },
    answer: { body, version: after.version },
  });
};

/**
 * The environments whose limits have to be lowered to hold this many calls. A draining environment can't be lowered,
 * and keeps its part.
 * @throws Outdated when the account has changed since it was read
 */
async function lowered(
  seen: AccountItem,
  calls: number,
  { dryRun }: { readonly dryRun: boolean },
  context: Context,
): Promise<Changed[]> {
  const allocation = await readAllocation(seen.id, context);
  if (!isSameState(allocation.account, seen)) throw new Outdated();
  const [active, draining] = [
    allocation.environments.filter(({ status }) => status === 'active'),
    allocation.environments.filter(({ status }) => status === 'draining'),
  ];
  const held = draining.reduce((sum, environment) => sum + environment.allocatedCalls, 0);
  const limits = proportionalLimits(
    active.map(({ maxConcurrentCalls }) => maxConcurrentCalls),
    Math.max(0, calls - held),
  );
  const wanted = active.flatMap((before, index) => {
    const maxConcurrentCalls = limits[index] ?? 0;
    return maxConcurrentCalls < before.maxConcurrentCalls ? [{ before, maxConcurrentCalls }] : [];
  });
  const at = instant(context.clock.now());
  return (dryRun ? foreseen : resized)(wanted, allocation.gates, at, context);
}

function belowAllocation(allocated: number, requested: number, isLowered: boolean): Problem {
  const what = isLowered ? 'Running calls hold' : 'The environments hold';
  return new Problem('plan_below_allocation', {
    detail: `${what} ${allocated} concurrent calls, the plan would allow ${requested}.`,
    allocated,
    requested,
  });
}

const loweredView = ({ before, after }: Changed) => ({
  environmentId: before.id,
  name: before.name,
  from: before.maxConcurrentCalls,
  to: after.maxConcurrentCalls,
});

const planFacts = ({ planName, planCalls }: AccountItem, environments: readonly EnvironmentItem[]) => ({
  name: planName,
  maxConcurrentCalls: planCalls,
  ...(environments.length > 0 && { environments: limitsOf(environments) }),
});
