import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { untilReady } from '../setup/until-ready.ts';

/** An empty Berth that keeps nothing. */
export interface Berth {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts what `npm start -- --ephemeral --empty` starts, on a free port, and waits until it is ready. */
export async function startBerth(...flags: string[]): Promise<Berth> {
  const child = spawn(process.execPath, ['local/start.ts', '--port', '0', '--ephemeral', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    origin: await untilReady(child),
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
