import type { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import type { Contestant } from './contestant.ts';
import { peerTable, putAll } from './peer-table.ts';

/**
 * Not a gate, because it admits everybody: a lease is set in the map of an item and removed again, without conditions. No
 * gate that keeps its leases in a map can be faster.
 */
export function bareUpdates(endpoint: string, documents: DynamoDBDocument): Contestant {
  return {
    name: 'two bare updates',
    what: 'an UpdateItem each way with no condition: the floor for a map of leases',
    async open() {
      const TableName = await peerTable(endpoint, 'pk');
      await putAll(endpoint, TableName, [{ pk: { S: 'gate' }, l: { M: {} } }]);
      const Key = { pk: 'gate' };
      let started = 0;
      return {
        async start() {
          const id = `o.0${String((started += 1)).padStart(9, '0')}`;
          await documents.update({
            TableName,
            Key,
            UpdateExpression: 'SET l.#id = :lease',
            ExpressionAttributeNames: { '#id': id },
            ExpressionAttributeValues: { ':lease': Date.now() },
          });
          return id;
        },
        async end(id) {
          await documents.update({
            TableName,
            Key,
            UpdateExpression: 'REMOVE l.#id',
            ExpressionAttributeNames: { '#id': String(id) },
          });
        },
        pass: async () => {},
      };
    },
    close: async () => {},
  };
}
