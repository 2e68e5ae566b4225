import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import type { Contestant } from './contestant.ts';
import { peer } from './peer.ts';
import { peerTable, putAll } from './peer-table.ts';

interface LockClient {
  lock(group: string, id: string, options: object): Promise<object>;
  releaseLock(lock: object): Promise<void>;
  prolongLease(lock: object): Promise<void>;
}

interface LockPackage {
  dynamoDBLockClientFactory(documents: DynamoDBDocument, table: object): LockClient;
  readonly LockNotGrantedError: new () => Error;
}

/**
 * `@deliveryhero/dynamodb-lock`, a lock for one holder, used for many: one lock for each slot, tried one after the other
 * from a random one on. Each try of a taken slot is a read.
 */
export function dynamodbLock(endpoint: string, documents: DynamoDBDocument): Contestant {
  const lockPackage = peer<LockPackage>('@deliveryhero/dynamodb-lock');
  return {
    name: 'dynamodb-lock × N',
    what: '@deliveryhero/dynamodb-lock, a lock for each slot',
    async open({ limit, held, leaseSeconds = 3600 }) {
      const tableName = await peerTable(endpoint, 'lockId', 'lockGroup');
      const locks = lockPackage.dynamoDBLockClientFactory(documents, {
        tableName,
        partitionKey: 'lockId',
        sortKey: 'lockGroup',
      });
      const options = {
        leaseDurationInMs: leaseSeconds * 1000,
        prolongLeaseEnabled: false,
        // Without this, a try of a taken lock waits for as long as its lease.
        trustLocalTime: true,
        waitDurationInMs: 0,
        maxRetryCount: 0,
      };
      const taken = someSlots(limit, held).map((slot) => ({
        lockId: { S: `slot-${slot}` },
        lockGroup: { S: 'gate' },
        recordVersionNumber: { S: randomUUID() },
        ownerName: { S: randomUUID() },
        lastUpdatedTimeInMs: { N: String(Date.now()) },
        leaseDurationInMs: { N: '3600000' },
        additionalAttributes: { M: {} },
      }));
      await putAll(endpoint, tableName, taken);
      return {
        async start() {
          const first = Math.floor(Math.random() * limit);
          for (let tries = 0; tries < limit; tries += 1) {
            try {
              return await locks.lock('gate', `slot-${(first + tries) % limit}`, options);
            } catch (thrown) {
              if (!(thrown instanceof lockPackage.LockNotGrantedError)) throw thrown;
            }
          }
          return undefined;
        },
        end: (lock) => locks.releaseLock(lock as object),
        beat: (lock) => locks.prolongLease(lock as object),
        pass: (seconds) => pause(seconds * 1000),
      };
    },
    close: async () => {},
  };
}

/** This many of all slots, spread evenly, because a row of free ones would be found either at once or very late. */
function someSlots(limit: number, held: number): number[] {
  const free = limit - held;
  const isFree = (slot: number) =>
    Math.floor((slot * free) / limit) < Math.floor(((slot + 1) * free) / limit);
  return Array.from({ length: limit }, (_, slot) => slot).filter((slot) => !isFree(slot));
}
