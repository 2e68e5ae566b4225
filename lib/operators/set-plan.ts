import {
  accountView,
  allocatedCalls,
  isSameState,
  readAccount,
  replaceAccount,
  type AccountItem,
  type Lowering,
} from '../accounts/account.ts';
import type { operators } from '../api/routes/operators.ts';
import { Problem } from '../api/problem.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { readAllocation, type Allocation } from '../concurrency/concurrency.ts';
import {
  callsMore,
  foreseen,
  limitsOf,
  resized,
  writesOf,
  type Changed,
  type Wanted,
} from '../concurrency/resized.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { expectVersion, Outdated, type UseCase } from '../request.ts';
import { limitBefore, limitsToLower, lowerInSteps, stepsOf } from './lower-environments.ts';

type SetPlan = UseCase<(typeof operators)['setPlan']>;
type Body = Parameters<SetPlan>[0]['body'];

/**
 * Puts an account on another plan. If its environments hold more than that plan allows, it is refused, or their
 * limits are lowered in proportion: in the same transaction, or, where these are too many for one, in steps before it.
 */
export const setPlan: SetPlan = async (request, context) => {
  const { name, maxConcurrentCalls, dryRun } = request.body;
  const before = await readAccount(context.table, request.params.accountId);
  const begun = begunFor(before, request.body);
  expectVersion(request, before.version, ...(begun === undefined ? [] : [begun.version]));
  if (name === before.planName && maxConcurrentCalls === before.planCalls)
    return { body: { ...accountView(before), lowered: [] }, version: before.version };

  const lowers = request.body.lowerEnvironments && maxConcurrentCalls < allocatedCalls(before);
  const { environments, gates } =
    lowers || begun !== undefined ? await allocationOf(before, context) : nothingRead;
  const wanted = lowers ? limitsToLower(environments, maxConcurrentCalls, begun) : [];
  const at = instant(context.clock.now());
  const outcome = (changed: readonly Changed[]) =>
    planned(request.body, { before, begun, environments, changed, at });
  const expected = foreseen(wanted, gates, at, context);
  const { answer } = outcome(expected);
  if (dryRun) return { ...answer, version: before.version };

  const steps = stepsOf(expected);
  if (steps.length > 1) {
    const first = { planName: name, planCalls: maxConcurrentCalls, version: before.version, limits: {} };
    await lowerInSteps(
      steps.slice(0, -1).map(wantedAgain),
      { account: before, begun: begun ?? first },
      request,
      context,
    );
    // Calls have started and ended since: the rest is computed again.
    return setPlan(request, context);
  }
  const { changed, after, ...real } = outcome(await resized(wanted, gates, at, context));
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
    answer: real.answer,
  });
};

const wantedAgain = (changed: readonly Changed[]): Wanted[] =>
  changed.map(({ before, after: { maxConcurrentCalls } }) => ({ before, maxConcurrentCalls }));

/** What an earlier request for the same plan has lowered, if it did not come to an end. */
function begunFor(
  { lowering }: AccountItem,
  { name, maxConcurrentCalls, lowerEnvironments }: Body,
): Lowering | undefined {
  const isSamePlan = lowering?.planName === name && lowering.planCalls === maxConcurrentCalls;
  return lowerEnvironments && isSamePlan ? lowering : undefined;
}

const nothingRead: Pick<Allocation, 'environments' | 'gates'> = { environments: [], gates: new Map() };

/** @throws Outdated when the account has changed since it was read */
async function allocationOf(
  seen: AccountItem,
  context: Parameters<typeof readAllocation>[1],
): Promise<Allocation> {
  const allocation = await readAllocation(seen.id, context);
  if (!isSameState(allocation.account, seen)) throw new Outdated();
  return allocation;
}

/**
 * The account on its new plan, and the answer.
 * @throws plan_below_allocation
 */
function planned(
  { name, maxConcurrentCalls, lowerEnvironments, dryRun }: Body,
  {
    before,
    begun,
    environments,
    changed,
    at,
  }: {
    readonly before: AccountItem;
    readonly begun: Lowering | undefined;
    readonly environments: readonly EnvironmentItem[];
    readonly changed: readonly Changed[];
    readonly at: string;
  },
) {
  const allocated = allocatedCalls(before) + callsMore(changed);
  if (maxConcurrentCalls < allocated) throw belowAllocation(allocated, maxConcurrentCalls, lowerEnvironments);
  const { lowering: _, ...rest } = before;
  const after: AccountItem = {
    ...rest,
    planName: name,
    planCalls: maxConcurrentCalls,
    unallocatedCalls: maxConcurrentCalls - allocated,
    updatedAt: dryRun ? before.updatedAt : at,
    version: before.version + 1,
  };
  const lowered = environments.flatMap((environment) => {
    const from = limitBefore(environment, begun);
    const { maxConcurrentCalls: to } =
      changed.find((one) => one.before === environment)?.after ?? environment;
    return to < from ? [{ environmentId: environment.id, name: environment.name, from, to }] : [];
  });
  return { changed, after, answer: { body: { ...accountView(after), lowered }, version: after.version } };
}

function belowAllocation(allocated: number, requested: number, isLowered: boolean): Problem {
  const what = isLowered ? 'Running calls hold' : 'The environments hold';
  return new Problem('plan_below_allocation', {
    detail: `${what} ${allocated} concurrent calls, the plan would allow ${requested}.`,
    allocated,
    requested,
  });
}

const planFacts = ({ planName, planCalls }: AccountItem, environments: readonly EnvironmentItem[]) => ({
  name: planName,
  maxConcurrentCalls: planCalls,
  ...(environments.length > 0 && { environments: limitsOf(environments) }),
});
