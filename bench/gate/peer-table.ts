import { randomUUID } from 'node:crypto';
import { ask } from '../measure/dynamodb.ts';

/** A peer's own table, on demand. @returns its name */
export async function peerTable(endpoint: string, partitionKey: string, sortKey?: string): Promise<string> {
  const TableName = `peer-${randomUUID()}`;
  const names = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])];
  await ask(endpoint, 'CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
  });
  return TableName;
}

/** Writes many items, 25 at a time. @param items as they go over the wire */
export async function putAll(endpoint: string, table: string, items: readonly object[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) =>
    items.slice(n * 25, n * 25 + 25),
  );
  await Promise.all(
    batches.map((batch) =>
      ask(endpoint, 'BatchWriteItem', {
        RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) },
      }),
    ),
  );
}
