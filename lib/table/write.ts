import { DeleteCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import { retry } from './retry.ts';
import { answered, inTime, isNamed, oldImage, type Table } from './table.ts';

/** What an update does to an item, and under which condition. */
export type Conditional = Omit<
  UpdateCommandInput,
  'TableName' | 'Key' | 'ReturnValues' | 'ReturnValuesOnConditionCheckFailure'
>;

/**
 * The outcome of one conditional update: the item after it, or as it was when the condition failed. `repeated`: the
 * request was sent more than once, so the item may be what an earlier try, whose answer was lost, had written.
 */
export type Updated<T> = { readonly done: true; readonly item: T } | Refused<T>;

interface Refused<T> {
  readonly done: false;
  readonly item: T | undefined;
  readonly repeated: boolean;
}

/** One conditional UpdateItem. Collisions with a transaction on the same item are retried. */
export async function update<T extends object>(
  table: Table,
  key: Key,
  expressions: Conditional,
): Promise<Updated<T>> {
  return send<T>(table, key, expressions, 'ALL_NEW');
}

/** The same without the item in the outcome: neither side has to send or read it. */
export async function updateBlind<T extends object>(
  table: Table,
  key: Key,
  expressions: Conditional,
): Promise<{ readonly done: true; readonly item: undefined } | Refused<T>> {
  const outcome = await send<T>(table, key, expressions, 'NONE');
  return outcome.done ? { done: true, item: undefined } : outcome;
}

async function send<T extends object>(
  table: Table,
  key: Key,
  expressions: Conditional,
  ReturnValues: 'ALL_NEW' | 'NONE',
): Promise<Updated<T>> {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: key,
    ReturnValues,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...expressions,
  });
  let tries = 0;
  const attempt = async (): Promise<Updated<T>> => {
    tries += 1;
    try {
      const { Attributes } = await table.documents.send(command, inTime(table));
      return { done: true, item: Attributes as T };
    } catch (thrown) {
      if (!isNamed(thrown, 'ConditionalCheckFailedException')) throw thrown;
      return { done: false, item: oldImage<T>(thrown), repeated: tries > 1 || attemptsOf(thrown) > 1 };
    }
  };
  return answered(() => retry(attempt, isCollision, table.deadline));
}

/** Another transaction is changing the same item. */
const isCollision = (thrown: unknown): boolean => isNamed(thrown, 'TransactionConflictException');

/** Deletes an item if the condition holds; the caller does not need to know whether it did. */
export async function drop(
  table: Table,
  key: Key,
  condition: Pick<UpdateCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>,
): Promise<void> {
  const command = new DeleteCommand({ TableName: table.name, Key: key, ...condition });
  const attempt = async () => {
    try {
      await table.documents.send(command, inTime(table));
    } catch (thrown) {
      if (!isNamed(thrown, 'ConditionalCheckFailedException')) throw thrown;
    }
  };
  await answered(() => retry(attempt, isCollision, table.deadline));
}

function attemptsOf(thrown: object): number {
  return (thrown as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;
}

/** The condition that an item is still the one that was read or, where there was none, that there is still none. */
export const ifVersion = (seen: { readonly version: number } | undefined) =>
  seen === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': seen.version } };
