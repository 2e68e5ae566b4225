import { limitReached } from '../api/limit-reached.ts';
import { limits } from '../api/limits.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';

/** The kinds of resources of which an environment can have only so many. */
export const countedKinds = ['agents', 'numbers', 'campaigns'] as const;
export type CountedKind = (typeof countedKinds)[number];

/**
 * How many resources an environment has of each kind; absent before the first. It is an item of its own: an edit of the
 * environment writes the environment's item as a whole, and must not collide with every new resource.
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

/** Counts one resource less. Nothing keeps a resource from being deleted, so a wrong count does not either. */
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
