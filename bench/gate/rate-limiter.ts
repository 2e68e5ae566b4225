import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDB } from '@aws-sdk/client-dynamodb';
import type { Contestant } from './contestant.ts';
import { peer } from './peer.ts';
import { peerTable, putAll } from './peer-table.ts';

interface RateLimiter {
  consume(key: string): Promise<unknown>;
  reward(key: string): Promise<unknown>;
}

interface RateLimiterPackage {
  RateLimiterDynamo: new (options: object, ready: () => void) => RateLimiter;
}

/**
 * `rate-limiter-flexible` on DynamoDB: a start takes a point, and an end gives it back. It counts what begins within a
 * window, not what runs, and after the window it has forgotten all.
 */
export function rateLimiter(endpoint: string, client: DynamoDB): Contestant {
  const { RateLimiterDynamo } = peer<RateLimiterPackage>('rate-limiter-flexible');
  return {
    name: 'rate-limiter-flexible',
    what: 'rate-limiter-flexible on DynamoDB, consume and reward',
    async open({ limit, held, leaseSeconds = 3600 }) {
      const tableName = await peerTable(endpoint, 'key');
      const expire = { N: String(Date.now() / 1000 + leaseSeconds) };
      await putAll(endpoint, tableName, [{ key: { S: 'rlflx:gate' }, points: { N: String(held) }, expire }]);
      const options = { storeClient: client, tableName, tableCreated: true, ttlSet: true };
      const limiter = await new Promise<RateLimiter>((resolve) => {
        const made: RateLimiter = new RateLimiterDynamo(
          { ...options, keyPrefix: 'rlflx', points: limit, duration: leaseSeconds },
          () => setImmediate(() => resolve(made)),
        );
      });
      return {
        async start() {
          try {
            await limiter.consume('gate');
            return 'a holder has no name';
          } catch (thrown) {
            if (thrown instanceof Error) throw thrown;
            // A refusal counts as well, so it has to be taken back. Otherwise the gate stays closed.
            await limiter.reward('gate');
            return undefined;
          }
        },
        end: async () => void (await limiter.reward('gate')),
        pass: (seconds) => pause(seconds * 1000),
      };
    },
    close: async () => {},
  };
}
