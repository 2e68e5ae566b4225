// Part of npm run test:clients: the Python client builds, has types, and works.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../local/dynamodb/run.ts';
import { pythonIn } from '../setup/python.ts';
import { examples, inEmptyFolder } from './packages.ts';
import type { Scene } from './scene.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = join(ROOT, 'client/python');

/**
 * @param python with everything in requirements.txt
 * @returns how many of its tests passed
 * @throws Error when the package does not build, install or work
 */
export async function pythonPackage(python: string, scene: Scene): Promise<string> {
  let tests = '';
  await inEmptyFolder(async (folder) => {
    await run(python, ['-m', 'build', '--no-isolation', '--outdir', folder, PACKAGE]);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl')) ?? '';
    const site = join(folder, 'site');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
    await run(python, [...pip, '--target', site, join(folder, wheel)]);

    const env = {
      ...process.env,
      PYTHONPATH: site,
      PYTHONDONTWRITEBYTECODE: '1',
      BERTH_ORIGIN: scene.origin,
    };
    const inPackage = { cwd: PACKAGE, env };
    await run(python, ['-m', 'mypy', '--cache-dir', join(folder, 'mypy')], inPackage);
    await run(python, ['-m', 'ruff', 'check', '--no-cache'], inPackage);
    await run(python, ['-m', 'ruff', 'format', '--check', '--no-cache'], inPackage);
    const said = await run(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], inPackage);
    tests = said.trim().split('\n').at(-1) ?? '';
  });
  await asItsUsersDo(python, scene);
  return tests;
}

/** The command of the README, with everything that it fetches, in an otherwise empty environment. */
async function asItsUsersDo(python: string, scene: Scene): Promise<void> {
  await inEmptyFolder(async (folder) => {
    await run(python, ['-m', 'venv', folder]);
    const executable = pythonIn(folder);
    await run(executable, ['-m', 'pip', 'install', './client/python'], { cwd: ROOT });
    const runner = { executable, extension: 'py', folder, env: process.env };
    await examples(runner, join(PACKAGE, 'examples'), scene);
  });
}
