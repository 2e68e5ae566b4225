import { invalidField, Problem } from '../api/problem.ts';
import { Outdated, outdated } from '../request.ts';
import type { Key } from '../table/keys.ts';
import { ranges, type Range } from '../table/ranges.ts';
import { query, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { EnvironmentScope } from './environment-scope.ts';
import type { ResourceItem } from './resource.ts';

/**
 * References to a thing are counted on that thing, in the transaction that makes the reference. So a reference never
 * points to something that does not exist, and a thing that is referred to can't be deleted.
 * @throws invalid_input that names the field, when there is no such thing in the environment
 */
function takeReference(key: Key, field: string): Write {
  return {
    Update: {
      Key: key,
      UpdateExpression: 'ADD referenceCount :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':one': 1 },
    },
    onConditionFailed: () => noSuchReference(field),
  };
}

/** The field refers to something that does not exist, or is not in this environment: the message does not say which. */
export const noSuchReference = (field: string): Problem =>
  invalidField(field, 'must be the id of something in this environment');

function giveReferenceBack(key: Key): Write {
  return {
    Update: {
      Key: key,
      UpdateExpression: 'ADD referenceCount :oneLess',
      ConditionExpression: 'referenceCount > :none',
      ExpressionAttributeValues: { ':oneLess': -1, ':none': 0 },
    },
    onConditionFailed: outdated,
  };
}

/** A field that refers to another thing, before and after a change; null where it refers to nothing. */
export interface Reference {
  readonly field: string;
  readonly from: Key | null;
  readonly to: Key | null;
}

/** Counts references on what they now point to, and no longer on what they pointed to. @throws invalid_input */
export function moveReferences(references: readonly Reference[]): Write[] {
  return references
    .filter(({ from, to }) => from?.sk !== to?.sk)
    .flatMap(({ field, from, to }) => [
      ...(to === null ? [] : [takeReference(to, field)]),
      ...(from === null ? [] : [giveReferenceBack(from)]),
    ]);
}

type Referrer = 'number' | 'campaign' | 'settings';

/** The items that can contain references, by the field that holds them. */
const places: Readonly<Record<string, { type: Referrer; range: (scope: EnvironmentScope) => Range }>> = {
  inboundAgentId: { type: 'number', range: ({ environmentId }) => ranges.numbers(environmentId) },
  agentId: { type: 'campaign', range: ({ environmentId }) => ranges.campaigns(environmentId) },
  numberId: { type: 'campaign', range: ({ environmentId }) => ranges.campaigns(environmentId) },
  defaultAgentId: { type: 'settings', range: ({ environmentId }) => ranges.settings(environmentId) },
};

/** The fields that can hold a reference to a thing of this kind. */
export const referringFields = {
  agent: ['inboundAgentId', 'agentId', 'defaultAgentId'],
  number: ['numberId'],
} as const;

const MAX_TOLD = 10;

/**
 * For the deletion of what was read: checks that nothing refers to it. `dropResource` checks again that this is still
 * so.
 * @throws in_use with what refers to it, at most ten
 */
export async function assertUnused(
  item: ResourceItem & { readonly id: string },
  fields: readonly string[],
  scope: EnvironmentScope,
  table: Table,
): Promise<void> {
  const { id, referenceCount = 0 } = item;
  if (referenceCount === 0) return;
  const references: { type: Referrer; id: string }[] = [];
  for (const field of fields) references.push(...(await referrers(field, id, scope, table)));
  // Since the thing was read, they no longer refer to it.
  if (references.length === 0) throw new Outdated();
  throw new Problem('in_use', {
    detail: `In this environment ${referenceCount} ${referenceCount === 1 ? 'other refers' : 'others refer'} to it.`,
    references: references.slice(0, MAX_TOLD),
  });
}

async function referrers(field: string, id: string, scope: EnvironmentScope, table: Table) {
  const { type, range } = places[field] as (typeof places)[string];
  const found: { type: Referrer; id: string }[] = [];
  let after: string | undefined;
  do {
    const page = await query<{ id?: string }>(table, range(scope), {
      FilterExpression: '#field = :id',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':id': id },
      ...(after !== undefined && { after }),
    });
    found.push(...page.items.map((item) => ({ type, id: item.id ?? scope.environmentId })));
    after = page.last;
  } while (after !== undefined && found.length < MAX_TOLD);
  return found;
}
