import { Problem } from '../api/problem.ts';
import { outdated } from '../request.ts';
import { instant, type Clock } from '../clock.ts';
import { keyOf, type Key } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';

/** The fields that all items of an environment have. */
export interface ResourceItem {
  readonly pk: string;
  readonly sk: string;
  /** How many others refer to it, where others can. They change it, without a new version. */
  readonly referenceCount?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** @throws not_found, also for what belongs to another environment: the key contains the environment. */
export async function readResource<T extends ResourceItem>(table: Table, key: Key): Promise<T> {
  const item = await read<T>(table, key);
  if (item === undefined) throw new Problem('not_found');
  return item;
}

/** The fields that every new item has. */
export function newItemFields(clock: Clock): Pick<ResourceItem, 'createdAt' | 'updatedAt' | 'version'> {
  const at = instant(clock.now());
  return { createdAt: at, updatedAt: at, version: 1 };
}

/** The item after changes; undefined when nothing differs. */
export function applyChanges<T extends ResourceItem>(
  before: T,
  changes: { readonly [Field in keyof T]?: T[Field] | undefined },
  clock: Clock,
): T | undefined {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (given.every(([field, value]) => before[field as keyof T] === value)) return undefined;
  return {
    ...before,
    ...Object.fromEntries(given),
    updatedAt: instant(clock.now()),
    version: before.version + 1,
  };
}

export const addResource = (item: ResourceItem): Write => ({ Put: { Item: { ...item } } });

/** Replaces an item with a new version, if the stored one is still the one that was read. */
export function replaceResource(seen: ResourceItem, by: ResourceItem): Write {
  return { Put: { Item: { ...by }, ...ifStill(seen) }, onConditionFailed: outdated };
}

export function dropResource(seen: ResourceItem): Write {
  return { Delete: { Key: keyOf(seen), ...ifStill(seen) }, onConditionFailed: outdated };
}

function ifStill({ version, referenceCount }: ResourceItem) {
  const counted = referenceCount !== undefined;
  return {
    ConditionExpression: `version = :version${counted ? ' AND referenceCount = :references' : ''}`,
    ExpressionAttributeValues: { ':version': version, ...(counted && { ':references': referenceCount }) },
  };
}
