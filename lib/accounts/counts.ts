import type { AccountId } from '../api/schemas/ids.ts';
import { limits } from '../api/limits.ts';
import { Problem } from '../api/problem.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { allocatedCalls, callsLeft, type AccountItem } from './account.ts';

/** What a change to environments does to the counts of their account. */
export interface CountsChange {
  /** How many calls more (or fewer) of the plan are held. */
  readonly calls?: number;
  /** How many environments more or fewer. */
  readonly environments?: number;
  /** How many of the visible ones more or fewer. */
  readonly visible?: number;
  /** What the request asked for, for the message of a refusal. */
  readonly requested?: number;
}

/**
 * Changes an account's counts, if they allow it: growth only as far as the plan has calls left, never more environments
 * than allowed, never the last one or the last visible one less.
 * @throws concurrency_allocation_exceeded, environment_limit_reached, last_environment, last_visible_environment
 */
export function changeCounts(account: AccountId, change: CountsChange, at: string): Write {
  const { calls = 0, environments = 0, visible = 0, requested = 0 } = change;
  const conditions = ['attribute_exists(pk)'];
  if (calls > 0) conditions.push('unallocatedCalls >= :calls');
  if (environments > 0) conditions.push('environmentCount < :most');
  if (environments < 0) conditions.push('environmentCount > :one');
  if (visible < 0) conditions.push('visibleCount > :one');
  return {
    Update: {
      Key: keys.account(account),
      UpdateExpression:
        'SET unallocatedCalls = unallocatedCalls - :calls, updatedAt = :at ' +
        'ADD environmentCount :environments, visibleCount :visible, version :one',
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeValues: {
        ':calls': calls,
        ':environments': environments,
        ':visible': visible,
        ':one': 1,
        ':at': at,
        ...(environments > 0 && { ':most': limits.environments }),
      },
    },
    otherwise: (standing?: AccountItem) => refusal(standing, { calls, environments, visible, requested }),
  };
}

function refusal(account: AccountItem | undefined, change: Required<CountsChange>): Problem {
  if (account === undefined) return new Problem('not_found');
  if (change.environments > 0 && account.environmentCount >= limits.environments)
    return new Problem('environment_limit_reached');
  if (change.environments < 0 && account.environmentCount <= 1) return new Problem('last_environment');
  if (change.visible < 0 && account.visibleCount <= 1) return new Problem('last_visible_environment');
  return allocationExceeded(account, change.requested);
}

/** The refusal that tells by how much: what the plan allows, what is taken, what is left, what was asked for. */
export function allocationExceeded(
  account: AccountItem,
  sum: number,
): Problem<'concurrency_allocation_exceeded'> {
  const { planCalls: planLimit } = account;
  // Limits may each be any whole number that JSON carries; what they add up to must be one as well.
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
