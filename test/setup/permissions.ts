import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const WHAT_MAKES_THEM = [
  'cdk/**/*.ts',
  'lib/api/**/*.ts',
  'lib/table/keys.ts',
  'test/cdk/*.ts',
  'package-lock.json',
];

/**
 * Writes the permissions into a file, unless an earlier run has, because synthesising the stacks takes seconds.
 * @returns its path
 */
export async function permissionsFile(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync(WHAT_MAKES_THEM, { cwd: project }).toSorted((a, b) => a.localeCompare(b)))
    hash.update(file).update(readFileSync(join(project, file)));
  const path = join(project, '.cache/permissions', `${hash.digest('hex')}.json`);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const { permissionsOf } = await import('../cdk/permissions-of.ts');
    writeFileSync(path, JSON.stringify(permissionsOf({ mailFrom: 'berth@example.com' })));
  }
  return path;
}
