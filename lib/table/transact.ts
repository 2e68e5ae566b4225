import { randomUUID } from 'node:crypto';
import type { CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../api/problem.ts';
import type { Key } from './keys.ts';
import { retry } from './retry.ts';
import { inTime, isNamed, oldImage, tableProblem, type Item, type Table } from './table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Bare<Action> = Omit<NonNullable<Action>, 'TableName' | 'Key' | 'ReturnValuesOnConditionCheckFailure'>;

/** The error that a refused write means to the caller. It gets the item as it was, if there was one. */
// oxlint-disable-next-line typescript/no-explicit-any -- each write knows the shape of the item it names
type OnConditionFailed = (standing: any) => Error;

/** One write of a transaction. A write with a condition says what its failing means. */
export type Write = (
  | { readonly Put: Bare<TransactItem['Put']> & { Item: Item } }
  | { readonly Update: Bare<TransactItem['Update']> & { Key: Key } }
  | { readonly Delete: Bare<TransactItem['Delete']> & { Key: Key } }
  | { readonly ConditionCheck: Bare<TransactItem['ConditionCheck']> & { Key: Key } }
) & { readonly onConditionFailed?: OnConditionFailed };

/** A write that writes nothing. */
export type Check = Extract<Write, { readonly ConditionCheck: object }>;

/** The most writes that DynamoDB accepts in one transaction. */
export const MAX_WRITES = 100;

/**
 * All of the writes, or none. When conditions fail, the first write in the list that failed decides what is thrown: the
 * order of writes is the order of precedence of errors. Conflicts and throttling are retried.
 * @throws what the failed write's `onConditionFailed` returns; temporarily_unavailable; change_too_large, before
 *   anything is sent, when there are more writes than a transaction can have
 */
export async function transact(table: Table, writes: readonly Write[]): Promise<void> {
  if (writes.length > MAX_WRITES) throw new Problem('change_too_large');
  const command = new TransactWriteCommand({
    // The same token on every try of this attempt: a try whose answer was lost does not write twice.
    ClientRequestToken: randomUUID(),
    TransactItems: writes.map(({ onConditionFailed: _, ...write }) => addressed(table, write)),
  });
  const attempt = () => table.documents.send(command, inTime(table));
  try {
    await retry(attempt, isCollision, table.deadline);
  } catch (thrown) {
    throw meaningOf(thrown, writes);
  }
}

const collisions = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

/** Nothing was written, for another reason than a failed condition. */
function isCollision(thrown: unknown): boolean {
  if (isNamed(thrown, 'TransactionInProgressException')) return true;
  const codes = reasonsOf(thrown).map(({ Code = '' }) => Code);
  return !codes.includes(REFUSED) && codes.some((code) => collisions.has(code));
}

function meaningOf(thrown: unknown, writes: readonly Write[]): unknown {
  const reasons = reasonsOf(thrown);
  const refused = reasons.findIndex(({ Code }) => Code === REFUSED);
  if (refused < 0) return tableProblem(thrown);
  return writes[refused]?.onConditionFailed?.(oldImage(reasons[refused] ?? {})) ?? thrown;
}

const REFUSED = 'ConditionalCheckFailed';

/** The outcome of each write of a cancelled transaction. */
function reasonsOf(thrown: unknown): CancellationReason[] {
  if (!isNamed(thrown, 'TransactionCanceledException')) return [];
  return (thrown as TransactionCanceledException).CancellationReasons ?? [];
}

function addressed(table: Table, write: Omit<Write, 'onConditionFailed'>): TransactItem {
  const [[action, parameters]] = Object.entries(write) as [[keyof TransactItem, object]];
  return {
    [action]: { TableName: table.name, ReturnValuesOnConditionCheckFailure: 'ALL_OLD', ...parameters },
  };
}
