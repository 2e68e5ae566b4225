import { randomUUID } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { AccountId } from '../../lib/api/schemas/ids.ts';
import { newId } from '../../lib/clock.ts';
import { newEnvironment } from '../../lib/environments/new-environment.ts';
import type { Item, Table } from '../../lib/table/table.ts';
import type { BenchBerth } from '../world/berth.ts';

/** Puts items into the table, 25 at a time, 8 requests at once. */
export async function fill(table: Table, items: readonly Item[]): Promise<void> {
  let next = 0;
  const writer = async () => {
    for (let from = (next += 25) - 25; from < items.length; from = (next += 25) - 25) {
      const batch = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await table.documents.send(new BatchWriteCommand({ RequestItems: { [table.name]: batch } }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

/** Adds this many environments in other accounts, ten in each, with all the items that creating one writes. */
export async function neighbours({ context: { table, clock } }: BenchBerth, count: number): Promise<void> {
  let accountId = newId<AccountId>('acc', clock);
  const items = Array.from({ length: count }, (_, n) => {
    if (n % 10 === 0) accountId = newId<AccountId>('acc', clock);
    const { writes } = newEnvironment(
      { accountId, name: `e-${randomUUID()}`, maxConcurrentCalls: 4 },
      { createdBy: randomUUID() },
      clock,
    );
    return writes.flatMap((write) => ('Put' in write ? [write.Put.Item] : []));
  });
  await fill(table, items.flat());
}
