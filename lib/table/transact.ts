import { randomUUID } from 'node:crypto';
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import { retry } from './retry.ts';
import { isNamed, oldImage, tableProblem, type Item, type Table } from './table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Bare<Action> = Omit<NonNullable<Action>, 'TableName' | 'Key' | 'ReturnValuesOnConditionCheckFailure'>;

/** What a refused write means to the caller. It is given the item as it stood, if there was one. */
// oxlint-disable-next-line typescript/no-explicit-any -- each write knows the shape of the item it names
type Otherwise = (standing: any) => Error;

/** One write of a transaction. A write with a condition says what its failing means. */
export type Write = (
  | { readonly Put: Bare<TransactItem['Put']> & { Item: Item } }
  | { readonly Update: Bare<TransactItem['Update']> & { Key: Key } }
  | { readonly Delete: Bare<TransactItem['Delete']> & { Key: Key } }
  | { readonly ConditionCheck: Bare<TransactItem['ConditionCheck']> & { Key: Key } }
) & { readonly otherwise?: Otherwise };

/** A write that writes nothing. */
export type Check = Extract<Write, { readonly ConditionCheck: object }>;

/** The most writes that DynamoDB takes in one transaction. */
export const MAX_WRITES = 100;

const worthAnotherTry = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

/**
 * All of the writes, or none. When conditions fail, the first write in the list that failed decides what is thrown:
 * the order of writes is the order of precedence of errors. Conflicts and throttling are tried again.
 * @throws what the failed write's `otherwise` gives; temporarily_unavailable.
 */
export async function transact(table: Table, writes: readonly Write[]): Promise<void> {
  const command = new TransactWriteCommand({
    // The same token on every try of this attempt: a try whose answer was lost is not done twice.
    ClientRequestToken: randomUUID(),
    TransactItems: writes.map(({ otherwise: _, ...write }) => addressed(table, write)),
  });
  await retry(
    () => table.documents.send(command),
    (thrown) => {
      if (isNamed(thrown, 'TransactionInProgressException')) return undefined;
      if (!isNamed(thrown, 'TransactionCanceledException')) return tableProblem(thrown);
      const { CancellationReasons: reasons = [] } = thrown as TransactionCanceledException;
      const refused = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
      if (refused >= 0) return writes[refused]?.otherwise?.(oldImage(reasons[refused] ?? {})) ?? thrown;
      return reasons.some((reason) => worthAnotherTry.has(reason.Code ?? '')) ? undefined : thrown;
    },
  );
}

function addressed(table: Table, write: Omit<Write, 'otherwise'>): TransactItem {
  const [[action, parameters]] = Object.entries(write) as [[keyof TransactItem, object]];
  return {
    [action]: { TableName: table.name, ReturnValuesOnConditionCheckFailure: 'ALL_OLD', ...parameters },
  };
}
