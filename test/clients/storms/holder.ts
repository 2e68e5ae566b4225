import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that holds two calls. */
export interface Holder {
  tell(line: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has said so. @throws Error when it ends before */
  says(word: string): Promise<void>;
  readonly said: readonly string[];
  readonly exited: Promise<unknown>;
}

export function holder([command = '', ...words]: readonly string[], env: NodeJS.ProcessEnv): Holder {
  const child = spawn(command, words, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => said.push(line));
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  // The output of a process that has ended is ignored.
  child.stdin.on('error', () => {});
  const exited = once(child, 'close');
  return {
    tell: (line) => child.stdin.write(`${line}\n`),
    kill: (signal) => void child.kill(signal),
    async says(word) {
      const over = exited.then(() => 'over');
      while (!said.includes(word))
        if ((await Promise.race([once(lines, 'line'), over])) === 'over' && !said.includes(word))
          throw new Error(`It ended without “${word}”: ${complaints}`);
    },
    said,
    exited,
  };
}
