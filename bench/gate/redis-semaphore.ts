import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Contestant } from './contestant.ts';
import { freePort } from '../world/free-port.ts';
import { peer } from './peer.ts';

const END_WITH_PARENT = fileURLToPath(new URL('../../local/dynamodb/end-with-parent.ts', import.meta.url));

interface Redis {
  ping(): Promise<unknown>;
  zadd(key: string, ...scoresAndMembers: (number | string)[]): Promise<unknown>;
  quit(): Promise<unknown>;
}

interface Semaphore {
  tryAcquire(): Promise<boolean>;
  release(): Promise<void>;
  /** The method by which its own timer keeps a slot. It has no public name. */
  _refresh(): Promise<boolean>;
}

interface SemaphorePackage {
  Semaphore: new (client: Redis, key: string, limit: number, options: object) => Semaphore;
}

/**
 * `redis-semaphore` on a Redis of this machine, as a different engine. It keeps everything in memory, answers from one
 * thread, and forgets what a crash loses. Undefined where no `redis-server` is installed.
 */
export async function redisSemaphore(): Promise<Contestant | undefined> {
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  // It rejects when the command cannot be started.
  const started = await once(server, 'spawn').then(
    () => true,
    () => false,
  );
  if (!started) return undefined;
  // It would outlive a benchmark that is killed.
  const watchdog = spawn(process.execPath, [END_WITH_PARENT, String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const { Redis } = peer<{ Redis: new (port: number, options: object) => Redis }>('ioredis');
  const { Semaphore } = peer<SemaphorePackage>('redis-semaphore');
  const redis = new Redis(port, { host: '127.0.0.1', retryStrategy: () => 100 });
  await redis.ping();
  let gates = 0;
  return {
    name: 'redis-semaphore',
    what: 'redis-semaphore on Redis: another engine, in memory',
    async open({ limit, held, leaseSeconds = 3600 }) {
      const key = `gate-${(gates += 1)}`;
      const taken = Array.from({ length: held }, (_, slot) => [Date.now(), `held-${slot}`]).flat();
      for (let from = 0; from < taken.length; from += 2_000)
        await redis.zadd(`semaphore:${key}`, ...taken.slice(from, from + 2_000));
      const options = { lockTimeout: leaseSeconds * 1000, refreshInterval: 0, acquireAttemptsLimit: 1 };
      return {
        async start() {
          const semaphore = new Semaphore(redis, key, limit, options);
          return (await semaphore.tryAcquire()) ? semaphore : undefined;
        },
        end: (semaphore) => (semaphore as Semaphore).release(),
        beat: async (semaphore) => void (await (semaphore as Semaphore)._refresh()),
        pass: (seconds) => pause(seconds * 1000),
      };
    },
    async close() {
      await redis.quit();
      watchdog.kill();
      server.kill();
      await once(server, 'exit');
    },
  };
}
