import { CreateTableCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { tableSchema } from './schema.ts';
import { isNamed, type Table } from './table.ts';

/**
 * Creates the table in DynamoDB Local, unless it exists. The stack creates a deployed one from the same schema.
 * @param options.stream each stream makes DynamoDB Local slower for every write to any table
 */
export async function createTable(table: Table, { stream = true } = {}): Promise<void> {
  const { partitionKey, sortKey, streamView, timeToLive } = tableSchema;
  try {
    await table.documents.send(
      new CreateTableCommand({
        TableName: table.name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [partitionKey, sortKey].map((name) => ({
          AttributeName: name,
          AttributeType: 'S',
        })),
        KeySchema: [
          { AttributeName: partitionKey, KeyType: 'HASH' },
          { AttributeName: sortKey, KeyType: 'RANGE' },
        ],
        ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: streamView } }),
      }),
    );
  } catch (thrown) {
    if (isNamed(thrown, 'ResourceInUseException')) return;
    throw thrown;
  }
  await table.documents.send(
    new UpdateTimeToLiveCommand({
      TableName: table.name,
      TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true },
    }),
  );
}
