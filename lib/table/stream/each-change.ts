import type { Context as LambdaContext, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Context } from '../../context.ts';
import { changeOf, type ItemChange } from './item-change.ts';

const MAX_REMEMBERED = 1_000;

/**
 * Handling a change takes at most this long, so a change that has begun is finished before the function's time is up.
 */
const FOR_ONE_MS = 10_000;

/**
 * A function on the table's stream that handles changes one by one. A change that fails is reported, so that it is
 * delivered again, and does not hold up the others. The stream also delivers again what came after it: changes that
 * this process has handled are not handled twice. Before the function's time is up it returns the rest: a function
 * that runs out of time has reported nothing, and would get all of its changes again.
 */
export const eachChange =
  <W extends Pick<Context, 'log'>>(handle: (change: ItemChange, context: W) => Promise<void>) =>
  (context: W) => {
    const done = new Set<string>();
    return async (
      { Records }: DynamoDBStreamEvent,
      lambda?: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
    ): Promise<DynamoDBBatchResponse> => {
      const failed: string[] = [];
      if (done.size > MAX_REMEMBERED) done.clear();
      for (const record of Records) {
        const { eventID = '', dynamodb } = record;
        if (done.has(eventID)) continue;
        if ((lambda?.getRemainingTimeInMillis() ?? Infinity) < FOR_ONE_MS) {
          failed.push(dynamodb?.SequenceNumber ?? '');
          break;
        }
        try {
          await handle(changeOf(record), context);
          done.add(eventID);
        } catch (thrown) {
          failed.push(dynamodb?.SequenceNumber ?? '');
          const { name, stack } =
            thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
          context.log({ level: 'error', message: 'change failed', change: eventID, error: name, stack });
        }
      }
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    };
  };
