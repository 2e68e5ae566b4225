import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCENARIO = fileURLToPath(new URL('caller.xml', import.meta.url));

export interface Callers {
  /** Rejects when a call went differently from the scenario. */
  readonly ended: Promise<void>;
  /** How many calls are over, refused or hung up. */
  readonly over: () => Promise<number>;
  stop(): void;
}

interface Load {
  readonly calls: number;
  readonly atOnce: number;
  /** How long each call lasts. */
  readonly seconds: number;
}

/** Runs SIPp with this many calls to a port of this machine, up to 100 new ones a second. */
export function startCallers(folder: string, port: number, { calls, atOnce, seconds }: Load): Callers {
  const figures = join(folder, `callers-${calls}.csv`);
  const args = ['-sf', SCENARIO, '-i', '127.0.0.1', '-bind_local', '-nostdin'];
  args.push('-m', String(calls), '-l', String(atOnce), '-r', '100', '-d', String(seconds * 1000));
  args.push('-trace_stat', '-stf', figures, '-fd', '1', `127.0.0.1:${port}`);
  const child = spawn('sipp', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-5000)));
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve();
      else reject(new Error(`sipp ended with ${code}:\n${said}`));
    });
  });
  ended.catch(() => {});
  return { ended, over: () => successful(figures), stop };
}

async function successful(figures: string): Promise<number> {
  const lines = (await readFile(figures, 'utf8').catch(() => '')).trim().split('\n');
  const column = lines[0]?.split(';').indexOf('SuccessfulCall(C)') ?? -1;
  return Number(lines.at(-1)?.split(';')[column] ?? 0) || 0;
}
