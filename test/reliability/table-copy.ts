import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from '../../lib/table/table.ts';

/** All items of a table, or those whose partition key begins like this. */
export async function allItems({ documents, name }: Table, under = ''): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({
        TableName: name,
        ConsistentRead: true,
        ...(under !== '' && {
          FilterExpression: 'begins_with(pk, :under)',
          ExpressionAttributeValues: { ':under': under },
        }),
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

const MAX_WRITES = 25;
/** An item as text. Equal items have equal texts. */
const textOf = (item: Item) =>
  JSON.stringify(item, (_, value: unknown) =>
    value instanceof Set
      ? [...(value as Set<string>)].toSorted((one, other) => one.localeCompare(other))
      : value,
  );
const keyOf = ({ pk, sk }: Item) => `${String(pk)} ${String(sk)}`;

/** Makes a table hold exactly these items, writing only what differs. @param held what it holds now, if that is known */
export async function restore(table: Table, wanted: readonly Item[], held?: readonly Item[]): Promise<void> {
  const standing = new Map((held ?? (await allItems(table))).map((item) => [keyOf(item), textOf(item)]));
  const kept = new Set(wanted.map(keyOf));
  const writes = [
    ...wanted
      .filter((item) => standing.get(keyOf(item)) !== textOf(item))
      .map((item) => ({ PutRequest: { Item: item } })),
    ...[...standing]
      .filter(([key]) => !kept.has(key))
      .map(([, text]) => JSON.parse(text) as Item)
      .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  ];
  await write(table, writes);
}

/** Writes items without the product. */
export const putAll = (table: Table, items: readonly Item[]): Promise<void> =>
  write(
    table,
    items.map((item) => ({ PutRequest: { Item: item } })),
  );

type BatchedWrite = { readonly PutRequest: { Item: Item } } | { readonly DeleteRequest: { Key: Item } };

async function write(table: Table, writes: readonly BatchedWrite[]): Promise<void> {
  for (let from = 0; from < writes.length; from += MAX_WRITES) {
    await table.documents.send(
      new BatchWriteCommand({ RequestItems: { [table.name]: writes.slice(from, from + MAX_WRITES) } }),
    );
  }
}
