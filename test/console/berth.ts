import { spawn } from 'node:child_process';
import { once } from 'node:events';

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
  let said = '';
  const origin = await new Promise<string>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, at] = /^ready (http:\S+)$/m.exec(said) ?? [];
        if (at !== undefined) ready(at);
      });
    }
    child.once('exit', () => failed(new Error(`Berth ended: ${said}`)));
  });
  return {
    origin,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
