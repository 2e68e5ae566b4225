// Part of npm run test:clients: the Python client builds, is typed, and works.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../local/dynamodb/run.ts';
import { examples, inEmptyFolder } from './packages.ts';
import type { Scene } from './scene.ts';

const PACKAGE = fileURLToPath(new URL('../../client/python', import.meta.url));

/**
 * @param python with all that requirements.txt names
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
    await examples({ executable: python, extension: 'py', folder, env }, join(PACKAGE, 'examples'), scene);
    const said = await run(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], inPackage);
    tests = said.trim().split('\n').at(-1) ?? '';
  });
  return tests;
}
