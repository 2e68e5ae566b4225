import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory } from '../../local/dynamodb/cache.ts';

const run = promisify(execFile);

/** A Python that can create a virtual environment, or undefined when there is none. */
export function findPython(): string | undefined {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  return ['python3', 'python'].find((python) => spawnSync(python, ['-c', check]).status === 0);
}

/**
 * The Python of a virtual environment in the cache, with exactly the packages of a requirements file. It is created once.
 */
export async function pythonWith(python: string, name: string, requirements: string): Promise<string> {
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const directory = join(cacheDirectory(), `${name}-${version}`);
  const executable = pythonIn(directory);
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return executable;
  console.log(`Installing ${name}, once.`);
  // It is created in its final folder, because a virtual environment cannot be moved.
  await rm(directory, { recursive: true, force: true });
  await run(python, ['-m', 'venv', directory]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  await run(executable, pip);
  await writeFile(complete, '');
  return executable;
}

/** The path of Python in a virtual environment. */
export const pythonIn = (directory: string): string =>
  join(directory, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
