import { randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { openTable } from '../../lib/table/table.ts';
import { serve } from '../../functions/usage.ts';
import { follow } from '../../local/streams/follow.ts';
import { asFunction } from './as-function.ts';
import type { TestBerth } from './berth.ts';
import { closing } from './served.ts';

/** The function `usage`, fed by the stream of a Berth's table until the tests of the file are over. */
export interface FollowedUsage {
  /** Everything that the stream has delivered so far. */
  readonly told: DynamoDBRecord[];
  /** Resolves when the function has received everything that was written about an environment before. */
  caughtUp(environmentId: string): Promise<void>;
  stop(): Promise<void>;
}

/** @param berth has a stream */
export async function followUsage({ context }: TestBerth): Promise<FollowedUsage> {
  const endpoint = process.env['DYNAMODB_ENDPOINT'] ?? '';
  // A client of its own, so that a test does not count the reader's requests.
  const table = openTable(context.table.name, { endpoint });
  const { documents, name: TableName } = table;
  const told: DynamoDBRecord[] = [];
  const usage = serve(asFunction('usage', { ...context, table }));
  const failures: unknown[] = [];
  const stream = await follow({
    endpoint,
    tableName: TableName,
    consumer: {
      name: 'usage',
      handle: async (event) => {
        await usage(event);
        told.push(...event.Records);
      },
    },
    onFailure: (thrown) => failures.push(thrown),
  });
  closing.push(() => stream.stop());
  return {
    told,
    async caughtUp(environmentId) {
      // In the same partition, and so after what was written there.
      const Key = { pk: `ENVIRONMENT#${environmentId}`, sk: `MARK#${randomUUID()}` };
      await documents.send(new PutCommand({ TableName, Item: Key }));
      await documents.send(new DeleteCommand({ TableName, Key }));
      while (!told.some(({ dynamodb }) => dynamodb?.Keys?.['sk']?.S === Key.sk)) {
        if (failures.length > 0) throw failures[0];
        await stream.settled();
      }
    },
    stop: () => stream.stop(),
  };
}
