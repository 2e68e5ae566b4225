import type { AccountId } from '../api/schemas/ids.ts';
import { limitReached } from '../api/limit-reached.ts';
import { limits } from '../api/limits.ts';
import { Problem } from '../api/problem.ts';
import { Outdated } from '../request.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { allocatedCalls, callsLeft, statusOf, type AccountItem } from './account.ts';
import { notInUseProblem } from './status/account-in-use.ts';

/** What a change to environments does to the counts of their account. */
export interface CountsChange {
  /** The change of the calls of the plan that they hold. */
  readonly calls?: number;
  /** The change of the number of environments. */
  readonly environments?: number;
  /** The change of the number of visible environments. */
  readonly visible?: number;
  /** The change of the number of environments that can be restored, or that can be once they are drained. */
  readonly restorable?: number;
  /** The requested number, for the message of a refusal. */
  readonly requested?: number;
  /** Set when calls ended or time passed: nobody has edited the account, so it gets no new version. */
  readonly settles?: boolean;
  /**
   * Set when environments follow the closing or resuming of their account: the status that the account then has. The
   * last environment may be deleted with the others.
   */
  readonly following?: 'closed' | 'active';
}

/**
 * Changes an account's counts, if they allow it: growth only as far as the plan has calls left, never more environments
 * than allowed, and at least one environment, and one visible environment, must remain.
 * @throws concurrency_allocation_exceeded, environment_limit_reached, limit_reached, last_environment,
 *   last_visible_environment, account_suspended, account_closed
 */
export function changeCounts(account: AccountId, change: CountsChange, at: string): Write {
  const { calls = 0, environments = 0, visible = 0, restorable = 0, requested = 0 } = change;
  const { settles = false, following } = change;
  const conditions = ['attribute_exists(pk)'];
  const status = settles ? undefined : (following ?? 'active');
  if (status === 'active') conditions.push('attribute_not_exists(#status)');
  if (status === 'closed') conditions.push('#status = :closed');
  if (calls > 0) conditions.push('unallocatedCalls >= :calls');
  const values: Record<string, number | string> = {
    ':calls': calls,
    ':environments': environments,
    ':visible': visible,
    ':restorable': restorable,
    ':one': 1,
  };
  if (status === 'closed') values[':closed'] = status;
  if (following === undefined) {
    if (environments > 0) conditions.push('environmentCount < :most');
    if (environments < 0) conditions.push('environmentCount > :one');
    if (visible < 0) conditions.push('visibleCount > :one');
    if (restorable > 0) conditions.push('restorableCount < :mostRestorable');
    if (environments > 0) values[':most'] = limits.environments;
    if (restorable > 0) values[':mostRestorable'] = limits.restorableEnvironments;
  }
  return {
    Update: {
      Key: keys.account(account),
      UpdateExpression:
        `SET unallocatedCalls = unallocatedCalls - :calls${settles ? '' : ', updatedAt = :at'} ` +
        'ADD environmentCount :environments, visibleCount :visible, restorableCount :restorable, ' +
        (settles ? 'settlements :one' : 'version :one'),
      ConditionExpression: conditions.join(' AND '),
      ...(status !== undefined && { ExpressionAttributeNames: { '#status': 'status' } }),
      ExpressionAttributeValues: { ...values, ...(!settles && { ':at': at }) },
    },
    onConditionFailed: (standing?: AccountItem) =>
      refusal(standing, { environments, visible, restorable, requested, status, following }),
  };
}

function refusal(
  account: AccountItem | undefined,
  change: Required<Omit<CountsChange, 'calls' | 'settles' | 'following'>> & {
    readonly status: 'active' | 'closed' | undefined;
    readonly following: CountsChange['following'];
  },
): Error {
  if (account === undefined) return new Problem('not_found');
  if (change.status !== undefined && change.status !== statusOf(account))
    return change.following === undefined ? notInUseProblem(account) : new Outdated();
  if (change.environments > 0 && account.environmentCount >= limits.environments)
    return new Problem('environment_limit_reached');
  if (change.environments < 0 && account.environmentCount <= 1) return new Problem('last_environment');
  if (change.visible < 0 && account.visibleCount <= 1) return new Problem('last_visible_environment');
  if (change.restorable > 0 && account.restorableCount >= limits.restorableEnvironments)
    return limitReached('restorableEnvironments');
  return allocationExceeded(account, change.requested);
}

/** The refusal, with figures: what the plan allows, what is allocated, what is left, what was requested. */
export function allocationExceeded(
  account: AccountItem,
  sum: number,
): Problem<'concurrency_allocation_exceeded'> {
  const { planCalls: planLimit } = account;
  // Each limit may be any whole number that JSON can carry; their sum must be one as well.
  const requested = Math.min(sum, Number.MAX_SAFE_INTEGER);
  const allocated = allocatedCalls(account);
  const unallocated = callsLeft(account);
  return new Problem('concurrency_allocation_exceeded', {
    detail: `${allocated} of the plan's ${planLimit} concurrent calls are allocated, ${unallocated} are left, ${requested} were requested.`,
    planLimit,
    allocated,
    unallocated,
    requested,
  });
}
