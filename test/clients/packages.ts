// Part of npm run test:clients: the packages install into an empty folder, and their examples make calls of a running
// Berth.
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, fillOnce } from '../../local/dynamodb/cache.ts';
import { run } from '../../local/dynamodb/run.ts';
import { managementClient } from '../../client/typescript/src/management/index.ts';
import type { Scene } from './scene.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const TYPESCRIPT = at('client/typescript');

/** @throws Error when the package of the TypeScript client does not pack, install or work */
export async function typescriptPackage(scene: Scene): Promise<void> {
  await inEmptyFolder(async (folder) => {
    await installPacked(folder);
    await examples(node(folder), join(folder, 'node_modules/berth-client/examples'), scene);
    await command(folder, scene);
  });
  await inEmptyFolder(async (folder) => {
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await run('npm', ['install', '--no-audit', '--no-fund', TYPESCRIPT], { cwd: folder });
    await examples(node(folder), join(TYPESCRIPT, 'examples'), scene);
    await command(folder, scene);
  });
}

/** The package as its users get it. @throws Error when something is missing in it */
export async function installPacked(folder: string): Promise<void> {
  await run('npm', ['pack', '--pack-destination', folder, TYPESCRIPT]);
  const [archive = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const files = (await run('tar', ['-tzf', archive], { cwd: folder })).split('\n');
  for (const needed of [
    'dist/index.js',
    'dist/index.d.ts',
    'dist/cli/berth.js',
    'dist/cli/LICENSE-yaml',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
  ])
    if (!files.includes(`package/${needed}`)) throw new Error(`The package lacks ${needed}.`);

  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--no-audit', '--no-fund', join(folder, archive)], { cwd: folder });
}

/**
 * A folder of the cache with the dependencies in the package.json of a folder beside this file.
 * @param name of that folder
 */
export async function installedFrom(name: string): Promise<string> {
  const files = ['package.json', 'package-lock.json'].map((file) => at(`test/clients/${name}/${file}`));
  const lock = await readFile(files[1] as string);
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  return fillOnce(join(cacheDirectory(), `clients-${name}-${version}`), async (into) => {
    for (const file of files) await copyFile(file, join(into, basename(file)));
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: into });
  });
}

/** An export of the command applies without a change. The command is found as npm installs it. */
async function command(folder: string, { origin, accountId, token }: Scene): Promise<void> {
  const { secret } = await managementClient({ origin, token }).createServiceAccount({
    accountId,
    body: { name: 'Pipeline', role: 'admin' },
  });
  const env = { ...process.env, BERTH_ORIGIN: origin, BERTH_SECRET: secret ?? '' };
  // npm's own warnings would become a part of the exported file.
  const berth = (...words: string[]) =>
    run('npm', ['exec', '--loglevel=error', '--', 'berth', ...words], { cwd: folder, env });
  await writeFile(join(folder, 'berth.yaml'), await berth('export'));
  const output = await berth('apply', 'berth.yaml');
  if (!/^Nothing differs\.$/m.test(output)) throw new Error(`berth apply said:\n${output}`);
}

/** The runtime of a client's examples, and their folder. */
export interface Runner {
  readonly executable: string;
  readonly extension: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const node = (folder: string): Runner => ({
  executable: process.execPath,
  extension: 'js',
  folder,
  env: process.env,
});

/** @param from the client's folder of examples */
export async function examples(
  { executable, extension, folder, env }: Runner,
  from: string,
  { origin, key, token }: Scene,
): Promise<void> {
  const given = { ...env, BERTH_ORIGIN: origin, BERTH_API_KEY: key, BERTH_TOKEN: token };
  for (const [name, said] of [
    ['calls', /done: 0 of/],
    ['environments', /default: 0 of 20/],
  ] as const) {
    const example = `${name}.${extension}`;
    await writeFile(join(folder, example), await readFile(join(from, example)));
    const output = await run(executable, [join(folder, example)], { cwd: folder, env: given });
    if (!said.test(output)) throw new Error(`${example} said:\n${output}`);
  }
}

export async function inEmptyFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-package-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
