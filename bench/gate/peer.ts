import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Peers are installed into this folder, and are not dependencies of the project, so nothing may import them by name. */
const require = createRequire(`${folder}package.json`);

/** @throws Error when it is not installed */
export const peer = <Exports>(name: string): Exports => require(name) as Exports;

/** Installs the peers, unless they are there. @throws Error when npm fails */
export async function installPeers(): Promise<void> {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return;
  const npm = spawn('npm ci --no-audit --no-fund', {
    cwd: folder,
    shell: true,
    stdio: ['ignore', 2, 'inherit'],
  });
  const [code] = (await once(npm, 'exit')) as [number];
  if (code !== 0) throw new Error('The peers could not be installed.');
}
