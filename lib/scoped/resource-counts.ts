import { limitReached } from '../api/limit-reached.ts';
import { limits } from '../api/limits.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';

/** The kinds of resources whose number in an environment is limited. */
export const countedKinds = ['agents', 'numbers', 'campaigns'] as const;
export type CountedKind = (typeof countedKinds)[number];

/**
 * How many resources an environment has of each kind; absent before the first. It is an item of its own: an edit of the
 * environment replaces the environment's item as a whole, and must not collide with every new resource.
 */
export type ResourceCounts = { readonly [Kind in CountedKind]?: number };

/** Counts one more resource. @throws limit_reached */
export function countResource(environment: EnvironmentId, kind: CountedKind): Write {
  return {
    Update: {
      Key: keys.resourceCounts(environment),
      UpdateExpression: 'ADD #kind :one',
      ConditionExpression: 'attribute_not_exists(#kind) OR #kind < :max',
      ExpressionAttributeNames: { '#kind': kind },
      ExpressionAttributeValues: { ':one': 1, ':max': limits[kind] },
    },
    onConditionFailed: () => limitReached(kind),
  };
}

/** Counts one resource less. It cannot fail a deletion, not even when the count is wrong. */
export function uncountResource(environment: EnvironmentId, kind: CountedKind): Write {
  return {
    Update: {
      Key: keys.resourceCounts(environment),
      UpdateExpression: 'ADD #kind :oneLess',
      ExpressionAttributeNames: { '#kind': kind },
      ExpressionAttributeValues: { ':oneLess': -1 },
    },
  };
}
