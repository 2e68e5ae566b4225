// Builds dist/ from src/: JavaScript modules and their types, and the command berth with everything that it needs in
// one file.
// npm runs it before it packs or installs this folder.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const { devDependencies: tools } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { resolve } = createRequire(import.meta.url);

rmSync(join(folder, 'dist'), { recursive: true, force: true });
// npm does not install the development tools of a folder that is installed into another.
if (!Object.keys(tools).every(isInstalled))
  run('npm', ['install', '--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund']);
run(process.execPath, [
  join(dirname(resolve('typescript/package.json')), 'bin/tsc'),
  '-p',
  'tsconfig.build.json',
]);
await bundle('berth');

/** @param {string} command */
async function bundle(command) {
  const { build } = await import(pathToFileURL(resolve('esbuild')).href);
  await build({
    absWorkingDir: folder,
    entryPoints: [`src/cli/${command}.ts`],
    outdir: 'dist/cli',
    bundle: true,
    // No platform, so that esbuild uses the YAML reader's ES modules.
    platform: 'neutral',
    external: ['node:*'],
    format: 'esm',
    target: 'node20',
    minifySyntax: true,
    logLevel: 'warning',
  });
  copyFileSync(join(dirname(resolve('yaml/package.json')), 'LICENSE'), join(folder, 'dist/cli/LICENSE-yaml'));
}

/** @param {string} tool */
function isInstalled(tool) {
  try {
    return resolve(`${tool}/package.json`) !== '';
  } catch {
    return false;
  }
}

/** @param {string} command @param {string[]} words */
function run(command, words) {
  // npm is a .cmd file on Windows, which only a shell can start.
  const { status } = spawnSync(command, words, { cwd: folder, stdio: 'inherit', shell: command === 'npm' });
  if (status !== 0) process.exit(status ?? 1);
}
