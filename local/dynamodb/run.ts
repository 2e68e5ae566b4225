import { spawn } from 'node:child_process';

/**
 * The output of a command, stdout and stderr together, once it has succeeded.
 * @throws Error with the command line and its output, when it can't be started or fails
 */
export function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  // npm is a .cmd file on Windows, which only a shell can start.
  const shell = process.platform === 'win32' && command === 'npm';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (cause) =>
      reject(new Error(`${command} can't be started: ${cause.message}`, { cause })),
    );
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${[command, ...args].join(' ')} failed (${code}):\n${output.trim()}`));
    });
  });
}
