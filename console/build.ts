// node console/build.ts [--if-stale]: builds the console; with the flag, only if its sources are not what it was
// built from.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const MARK = `${root}console/dist/.built-from`;

const sources = sourcesHash();
if (!process.argv.includes('--if-stale') || sources !== builtFrom()) {
  console.log('Building the console. This takes some seconds, and is only done when it has changed.');
  const start = performance.now();
  await build({ configFile: `${root}console/vite.config.ts`, logLevel: 'warn' });
  await writeFile(MARK, sources);
  console.log(`Built in ${((performance.now() - start) / 1_000).toFixed(1)} s.`);
}

/** Everything that goes into the build: the console, the route table, and the versions of their dependencies. */
function sourcesHash(): string {
  const files = globSync(['console/**/*.*', 'lib/api/**/*.ts', 'package-lock.json'], {
    cwd: root,
    exclude: ['console/dist/**'],
  }).toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(root + file));
  return hash.digest('hex');
}

function builtFrom(): string | undefined {
  try {
    return readFileSync(MARK, 'utf8');
  } catch {
    return undefined;
  }
}
