import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { keyOf, keys } from '../table/keys.ts';
import { drop } from '../table/write.ts';
import { transact, type Check, type Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { outdated } from '../request.ts';

/** What is due in an environment: a check of its gates, or its purge when it is deleted. */
export type DueWhat = 'gates' | 'purge';

/** Says when the sweeper must handle an environment. Without such a row, it does not read the environment. */
export interface DueItem {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
  readonly what: DueWhat;
  readonly dueAt: DueAt;
}

/** The row of an environment in the directory of all environments, deleted ones too. */
export interface DirectoryItem {
  readonly pk: string;
  readonly sk: string;
  /** The instant of its due row; absent when it has none. Any other due row of the environment is a leftover. */
  readonly dueAt?: DueAt;
}

/** An instant to the second, for example 2026-01-31T09:30:00: sorts by time. */
export type DueAt = string & { readonly dueAt: true };

/** The first whole second at this instant or after it. @param at milliseconds since the epoch */
export const dueAt = (at: number): DueAt =>
  new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19) as DueAt;

/** @returns milliseconds since the epoch */
export const instantOfDue = (at: DueAt): number => Date.parse(`${at}Z`);

export interface Place {
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
}

const dueItem = ({ accountId, environmentId }: Place, what: DueWhat, at: DueAt): DueItem => ({
  ...keys.due(environmentId, at, what),
  accountId,
  environmentId,
  what,
  dueAt: at,
});

/**
 * Writes an environment's due row, replacing any other, in the transaction of a change after which nothing else is due.
 */
export function fileDue(place: Place, what: DueWhat, at: DueAt): Write[] {
  return [
    { Put: { Item: { ...dueItem(place, what, at) } } },
    { Update: { Key: keys.directory(place), ...setDueAt(at) } },
  ];
}

/** Removes the due row of an environment, in the transaction of a change after which nothing is due. */
export function dropDue(place: Place, what: DueWhat, at: DueAt): Write[] {
  return [
    { Delete: { Key: keys.due(place.environmentId, at, what) } },
    { Update: { Key: keys.directory(place), UpdateExpression: 'REMOVE dueAt' } },
  ];
}

/** There is an earlier row, or the environment no longer exists. */
class NotNeeded extends Error {}

/** Writes a due row for an environment unless it has an earlier one. @returns when its row is now due, if it has one */
export async function fileDueBy(
  place: Place,
  at: DueAt,
  { table }: Pick<Context, 'table'>,
): Promise<DueAt | undefined> {
  let standing: DueAt | undefined = at;
  const set = setDueAt(at);
  try {
    await transact(table, [
      {
        Update: {
          Key: keys.directory(place),
          ...set,
          ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(dueAt) OR dueAt > :dueAt)',
        },
        onConditionFailed: (directory?: DirectoryItem) => {
          standing = directory?.dueAt;
          return new NotNeeded();
        },
      },
      { Put: { Item: { ...dueItem(place, 'gates', at) } } },
    ]);
  } catch (thrown) {
    if (!(thrown instanceof NotNeeded)) throw thrown;
  }
  return standing;
}

/**
 * Removes a row that was handled, and writes the environment's next one. A leftover row is only removed.
 * @param next undefined when nothing more is due
 * @param provided a condition for that
 * @throws Outdated when the condition does not hold
 */
export async function refileDue(
  row: DueItem,
  next: DueAt | undefined,
  { table }: Pick<Context, 'table'>,
  provided: readonly Check[] = [],
): Promise<void> {
  if (next === row.dueAt) return;
  const own = {
    ConditionExpression: 'dueAt = :own',
    ExpressionAttributeValues: { ':own': row.dueAt, ...(next !== undefined && { ':dueAt': next }) },
  };
  const change = next === undefined ? 'REMOVE dueAt' : 'SET dueAt = :dueAt';
  try {
    await transact(table, [
      {
        Update: { Key: keys.directory(row), UpdateExpression: change, ...own },
        onConditionFailed: () => new NotNeeded(),
      },
      ...provided.map((check) => ({ ...check, onConditionFailed: outdated })),
      { Delete: { Key: keyOf(row) } },
      ...(next === undefined ? [] : [{ Put: { Item: { ...dueItem(row, row.what, next) } } }]),
    ]);
  } catch (thrown) {
    if (!(thrown instanceof NotNeeded)) throw thrown;
    await drop(table, keyOf(row), {});
  }
}

const setDueAt = (at: DueAt) => ({
  UpdateExpression: 'SET dueAt = :dueAt',
  ExpressionAttributeValues: { ':dueAt': at },
});
