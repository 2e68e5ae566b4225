// Builds dist/ from src/: JavaScript modules and their types. npm runs it before it packs or installs this folder.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPESCRIPT = 'typescript@7.0.2';
const folder = dirname(fileURLToPath(import.meta.url));
rmSync(join(folder, 'dist'), { recursive: true, force: true });
const compile = ['-p', 'tsconfig.build.json'];
const { status } = hasTypeScript()
  ? run(process.execPath, [join(dirname(typescript()), 'bin/tsc'), ...compile])
  : run('npm', ['exec', '--yes', `--package=${TYPESCRIPT}`, '--', 'tsc', ...compile]);
process.exitCode = status ?? 1;

function typescript() {
  return createRequire(import.meta.url).resolve('typescript/package.json');
}

function hasTypeScript() {
  try {
    return typescript() !== '';
  } catch {
    return false;
  }
}

/** @param {string} command @param {string[]} words */
function run(command, words) {
  // npm is a .cmd file on Windows, which only a shell finds.
  return spawnSync(command, words, { cwd: folder, stdio: 'inherit', shell: command === 'npm' });
}
