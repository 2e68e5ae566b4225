import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheDirectory, fillOnce } from '../../local/dynamodb/cache.ts';
import { run } from '../../local/dynamodb/run.ts';

const EMULATOR =
  'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@v0.0.0-20261030222936-bef5c4ba774d';

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The program with which Lambda runs a Node function. */
export interface RuntimeTools {
  /** AWS's program that passes events to a runtime, and its answers back. */
  readonly emulator: string;
  /** AWS's runtime for Node. */
  readonly runtime: string;
}

export const hasGo = (): boolean => spawnSync('go', ['version']).status === 0;

/** Both as AWS publishes them, in the cache. The first time takes minutes, mostly in Go's compiler. */
export async function runtimeTools(): Promise<RuntimeTools> {
  const lock = await readFile(at('package-lock.json'));
  const version = createHash('sha256').update(EMULATOR).update(lock).digest('hex').slice(0, 12);
  const folder = await fillOnce(join(cacheDirectory(), `runtime-${version}`), async (into) => {
    console.log('Making what Lambda runs functions with, once.');
    for (const file of ['package.json', 'package-lock.json']) await copyFile(at(file), join(into, file));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: into });
    // Replaces the client in C++ that AWS's scripts would compile: see rapid-client.cjs.
    await writeFile(join(into, 'node_modules/aws-lambda-ric/rapid-client.node'), '');
    await promisify(execFile)('go', ['install', EMULATOR], {
      env: { ...process.env, GOBIN: into, GOFLAGS: '-mod=mod' },
    });
  });
  return {
    emulator: join(folder, 'aws-lambda-rie'),
    runtime: join(folder, 'node_modules/aws-lambda-ric/index.mjs'),
  };
}
