import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { keyOf, keys } from '../table/keys.ts';
import { drop } from '../table/write.ts';
import { transact, type Check, type Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { outdated } from '../request.ts';

/** What an environment is looked at for: its gates, or its purge when it is deleted. */
export type DueWhat = 'gates' | 'purge';

/** Says when the sweeper is to look at an environment. Nothing is looked at without one. */
export interface DueItem {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
  readonly what: DueWhat;
  readonly dueAt: DueAt;
}

/** Stands in a list of all environments there are, deleted ones too. */
export interface DirectoryItem {
  readonly pk: string;
  readonly sk: string;
  /** When its due row is due; absent when it has none. Any other row of the environment is a leftover. */
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

/** Files an environment's due row in place of any other, in the transaction of a change after which nothing else is due. */
export function fileDue(place: Place, what: DueWhat, at: DueAt): Write[] {
  return [
    { Put: { Item: { ...dueItem(place, what, at) } } },
    { Update: { Key: keys.directory(place), ...setDueAt(at) } },
  ];
}

/** Takes away the due row of an environment, in the transaction of a change after which nothing is due. */
export function dropDue(place: Place, what: DueWhat, at: DueAt): Write[] {
  return [
    { Delete: { Key: keys.due(place.environmentId, at, what) } },
    { Update: { Key: keys.directory(place), UpdateExpression: 'REMOVE dueAt' } },
  ];
}

/** There is an earlier row, or no environment any more. */
class NotNeeded extends Error {}

/** Files a due row for an environment unless it has one that is due as early. @returns when its row is due now, if it has one */
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
 * Takes away a row that was dealt with, and files the environment's next one. A row that is not the environment's own any
 * more only goes.
 * @param next undefined when nothing is due after it
 * @param provided what must hold for that
 * @throws Outdated when that does not hold
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
