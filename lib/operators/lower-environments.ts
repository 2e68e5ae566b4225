import { readAccount, type AccountItem, type Lowering } from '../accounts/account.ts';
import { instant } from '../clock.ts';
import { commit } from '../change/commit.ts';
import {
  callsMore,
  limitsOf,
  OTHER_WRITES,
  resized,
  writesOf,
  type Changed,
  type Wanted,
} from '../concurrency/resized.ts';
import type { Context } from '../context.ts';
import { findEnvironment, type EnvironmentItem } from '../environments/environment.ts';
import { isOutdated, Outdated, outdated, type Cause } from '../request.ts';
import { Deadline } from '../table/deadline.ts';
import { keys } from '../table/keys.ts';
import { retry } from '../table/retry.ts';
import { MAX_WRITES, type Write } from '../table/transact.ts';
import { proportionalLimits } from './proportional-limits.ts';

/**
 * The limits that have to be lowered so that an account holds at most this many calls. Those that an earlier step has
 * lowered count with what they had before, so an interrupted lowering ends with the limits that it began to set. A
 * draining environment can't be lowered, and keeps its part.
 */
export function limitsToLower(
  environments: readonly EnvironmentItem[],
  calls: number,
  begun: Lowering | undefined,
): Wanted[] {
  const active = environments.filter(({ status }) => status === 'active');
  const held = environments
    .filter(({ status }) => status === 'draining')
    .reduce((sum, environment) => sum + environment.allocatedCalls, 0);
  const limits = proportionalLimits(
    active.map((environment) => limitBefore(environment, begun)),
    Math.max(0, calls - held),
  );
  return active.flatMap((before, index) => {
    const maxConcurrentCalls = limits[index] ?? 0;
    return maxConcurrentCalls < before.maxConcurrentCalls ? [{ before, maxConcurrentCalls }] : [];
  });
}

/** The limit of an environment before it was lowered, unless somebody has changed it since. */
export function limitBefore(
  { id, maxConcurrentCalls }: EnvironmentItem,
  begun: Pick<Lowering, 'limits'> | undefined,
): number {
  const lowered = begun?.limits[id];
  return lowered?.to === maxConcurrentCalls ? lowered.from : maxConcurrentCalls;
}

/** Changes in as few steps as fit: each becomes one transaction. */
export function stepsOf(changed: readonly Changed[]): Changed[][] {
  const steps: Changed[][] = [];
  let left = 0;
  for (const one of changed) {
    const needed = mostWrites(one);
    if (needed > left) {
      steps.push([]);
      left = MAX_WRITES - OTHER_WRITES;
    }
    steps.at(-1)?.push(one);
    left -= needed;
  }
  return steps;
}

/** Until its turn comes, calls start and end in an environment. Then each of its gates may have to be written. */
const mostWrites = ({ before, after, writes }: Changed): number =>
  1 + Math.max(writes.length, before.gateCount, after.gateCount);

/**
 * Lowers limits, one step after the other. A step only frees calls of the plan, so whatever interrupts this leaves
 * the account sound. What was done is kept with the account until its plan is set. Ends early when somebody else
 * changes the account.
 * @param account as it was when the steps were planned
 * @throws Outdated when nothing was done; temporarily_unavailable
 */
export async function lowerInSteps(
  steps: readonly (readonly Wanted[])[],
  { account, begun }: { readonly account: AccountItem; readonly begun: Lowering },
  cause: Cause,
  context: Context,
): Promise<void> {
  let { version } = account;
  let { limits } = begun;
  for (const step of steps) {
    // Each step has a second of its own for its collisions.
    const deadline = new Deadline(context.table.deadline?.signal);
    const patient = { ...context, table: { ...context.table, deadline } };
    const lower = () => lowerOnce(step, { ...account, version }, { ...begun, limits }, cause, patient);
    const lowered = await retry(lower, isOutdated, deadline);
    if (lowered === undefined && version === account.version) throw new Outdated();
    if (lowered === undefined) return;
    version += 1;
    limits = lowered;
  }
}

/** @returns the limits lowered so far; undefined when somebody else has changed the account */
async function lowerOnce(
  step: readonly Wanted[],
  { id, version }: Pick<AccountItem, 'id' | 'version'>,
  begun: Lowering,
  cause: Cause,
  context: Context,
): Promise<Lowering['limits'] | undefined> {
  const { table, clock } = context;
  const account = await readAccount(table, id);
  if (account.version !== version) return undefined;
  const wanted = await Promise.all(
    step.map(async ({ before, ...limit }) => ({
      ...limit,
      before: (await findEnvironment(table, id, before.id)) ?? before,
    })),
  );
  const at = instant(clock.now());
  const changed = await resized(wanted, new Map(), at, context);
  const limits = {
    ...begun.limits,
    ...Object.fromEntries(
      changed.map(({ before, after }) => [
        before.id,
        { from: limitBefore(before, begun), to: after.maxConcurrentCalls },
      ]),
    ),
  };
  await commit({ ...cause, idempotency: undefined }, context, {
    account: id,
    writes: [...changed.flatMap(writesOf), giveBack(account, -callsMore(changed), { ...begun, limits }, at)],
    event: {
      action: 'concurrency.reallocated',
      target: { type: 'account', id, name: account.name },
      before: limitsOf(changed.map((one) => one.before)),
      after: limitsOf(changed.map((one) => one.after)),
    },
    answer: { body: undefined },
  });
  return limits;
}

/** Calls that end meanwhile may change what is left of the plan, but no edit may. */
const giveBack = ({ id, version }: AccountItem, calls: number, lowering: Lowering, at: string): Write => ({
  Update: {
    Key: keys.account(id),
    UpdateExpression:
      'SET unallocatedCalls = unallocatedCalls + :calls, lowering = :lowering, updatedAt = :at ADD version :one',
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: {
      ':calls': calls,
      ':lowering': lowering,
      ':at': at,
      ':one': 1,
      ':version': version,
    },
  },
  onConditionFailed: outdated,
});
