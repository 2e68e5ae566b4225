import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { World } from '../world.ts';
import { changeOf, type ItemChange } from './stream.ts';

const MOST_REMEMBERED = 1_000;

/**
 * A function on the table's stream that handles changes one by one. One that fails is reported, so that it is told again,
 * and does not hold up the others. The stream tells again what came after it as well: what this process has done is not
 * done twice.
 */
export const eachChange =
  <W extends Pick<World, 'log'>>(handle: (change: ItemChange, world: W) => Promise<void>) =>
  (world: W) => {
    const done = new Set<string>();
    return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
      const failed: string[] = [];
      if (done.size > MOST_REMEMBERED) done.clear();
      for (const record of Records) {
        const { eventID = '', dynamodb } = record;
        if (done.has(eventID)) continue;
        try {
          await handle(changeOf(record), world);
          done.add(eventID);
        } catch (thrown) {
          failed.push(dynamodb?.SequenceNumber ?? '');
          const { name, stack } =
            thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
          world.log({ level: 'error', message: 'change failed', change: eventID, error: name, stack });
        }
      }
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    };
  };
