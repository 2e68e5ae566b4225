import { spawn } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A running recipe, in a folder that has its dependencies. */
export interface Program {
  /** The port on which it answers. */
  readonly origin: string;
  stop(): void;
}

/** Runs a source that reports its `port`. */
export async function program(folder: string, source: string, env: Record<string, string>): Promise<Program> {
  const file = join(folder, basename(source));
  await copyFile(source, file);
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const port = await new Promise<string>((ready, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, found] = /port: (\d+)/.exec(said) ?? [];
        if (found !== undefined) ready(found);
      });
    child.once('exit', () => reject(new Error(`${basename(source)} ended:\n${said}`)));
  });
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
