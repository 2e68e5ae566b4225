import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerOf } from './answer.ts';

const RECIPE = new URL('../../client/recipes/kamailio/kamailio.cfg', import.meta.url);

export interface EdgeOptions {
  readonly origin: string;
  readonly key: string;
  /** The port of the callee. */
  readonly callee: number;
  readonly leaseSeconds: number;
}

export interface Edge {
  readonly options: EdgeOptions;
  readonly port: number;
  /** Kills it with all its processes, like a power cut. */
  kill(): void;
}

/** Kamailio with the recipe, and other values at its top. */
export async function startEdge(folder: string, options: EdgeOptions): Promise<Edge> {
  const port = await freePort();
  const settings: Record<string, string> = {
    LISTEN_ON: `udp:127.0.0.1:${port}`,
    NEXT_HOP: `sip:127.0.0.1:${options.callee}`,
    LEASE_SECONDS: String(options.leaseSeconds),
    BEAT_SECONDS: String(Math.floor(options.leaseSeconds / 3)),
  };
  const recipe = await readFile(RECIPE, 'utf8');
  const file = join(folder, `${port}.cfg`);
  await writeFile(
    file,
    recipe.replaceAll(
      /^(#!substdef "!(\w+)!).*(!g")$/gm,
      (_, before: string, name: string, after: string) => {
        const value = settings[name];
        if (value === undefined) throw new Error(`${name} has no value.`);
        return before + value + after;
      },
    ),
  );
  const child = spawn(
    'kamailio',
    ['-DD', '-E', '-f', file, '-Y', folder, '-P', join(folder, `${port}.pid`)],
    {
      // Its processes are one group.
      detached: true,
      env: { ...process.env, BERTH_ORIGIN: options.origin, BERTH_API_KEY: options.key },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let isAlive = true;
  const kill = () => {
    if (isAlive && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    isAlive = false;
  };
  process.once('exit', kill);
  let said = '';
  await new Promise<void>((ready, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('exit', () => {
      isAlive = false;
      reject(new Error(`kamailio ended:\n${said}`));
    });
    void answerOf(port, 'OPTIONS').then(() => ready(), reject);
  });
  return { options, port, kill };
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(closed));
  return port;
}
