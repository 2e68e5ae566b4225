import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocument,
} from '@aws-sdk/lib-dynamodb';
import type { Contestant } from './contestant.ts';
import { peerTable, putAll } from './peer-table.ts';

/**
 * The obvious first design: a counter, and an item for each lease, changed together in a transaction. Expired leases are
 * looked for when the counter says that all slots are taken.
 */
export function counterAndLease(endpoint: string, documents: DynamoDBDocument): Contestant {
  return {
    name: 'counter + lease',
    what: 'a counter and a lease item, changed in one transaction',
    async open({ limit, held, leaseSeconds = 3600 }) {
      const TableName = await peerTable(endpoint, 'pk', 'sk');
      const counter = { pk: 'gate', sk: 'COUNTER' };
      await putAll(endpoint, TableName, [
        { pk: { S: 'gate' }, sk: { S: 'COUNTER' }, n: { N: String(held) }, m: { N: String(limit) } },
      ]);
      const leaseKey = (id: string) => ({ pk: 'gate', sk: `LEASE#${id}` });

      const enter = async (id: string): Promise<boolean> => {
        const Item = { ...leaseKey(id), x: Date.now() + leaseSeconds * 1000 };
        return committed(
          new TransactWriteCommand({
            TransactItems: [
              {
                Update: {
                  TableName,
                  Key: counter,
                  UpdateExpression: 'ADD n :one',
                  ConditionExpression: 'n < m',
                  ExpressionAttributeValues: { ':one': 1 },
                },
              },
              { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
            ],
          }),
        );
      };
      const leave = (id: string): Promise<boolean> =>
        committed(
          new TransactWriteCommand({
            TransactItems: [
              { Delete: { TableName, Key: leaseKey(id), ConditionExpression: 'attribute_exists(pk)' } },
              {
                Update: {
                  TableName,
                  Key: counter,
                  UpdateExpression: 'ADD n :minus',
                  ExpressionAttributeValues: { ':minus': -1 },
                },
              },
            ],
          }),
        );
      const committed = async (command: TransactWriteCommand): Promise<boolean> => {
        for (;;) {
          try {
            await documents.send(command);
            return true;
          } catch (thrown) {
            const { CancellationReasons: reasons = [] } = thrown as {
              CancellationReasons?: { Code?: string }[];
            };
            if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false;
            if (!reasons.some(({ Code }) => Code === 'TransactionConflict')) throw thrown;
          }
        }
      };
      const removeExpired = async (): Promise<number> => {
        const { Items = [] } = await documents.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :lease)',
            FilterExpression: 'x <= :now',
            ExpressionAttributeValues: { ':pk': 'gate', ':lease': 'LEASE#', ':now': Date.now() },
            ConsistentRead: true,
          }),
        );
        await Promise.all(Items.map(({ sk }) => leave(String(sk).slice('LEASE#'.length))));
        return Items.length;
      };

      return {
        async start() {
          const id = randomUUID();
          if (await enter(id)) return id;
          return (await removeExpired()) > 0 && (await enter(id)) ? id : undefined;
        },
        end: async (id) => void (await leave(String(id))),
        async beat(id) {
          await documents.send(
            new UpdateCommand({
              TableName,
              Key: leaseKey(String(id)),
              UpdateExpression: 'SET x = :x',
              ConditionExpression: 'attribute_exists(pk)',
              ExpressionAttributeValues: { ':x': Date.now() + leaseSeconds * 1000 },
            }),
          );
        },
        pass: (seconds) => pause(seconds * 1000),
      };
    },
    close: async () => {},
  };
}
