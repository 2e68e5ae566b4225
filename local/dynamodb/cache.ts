import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder for downloads, which are reused by later runs: `BERTH_CACHE_DIR`, or `.cache` at the top of the project.
 */
export function cacheDirectory(): string {
  return resolve(process.env['BERTH_CACHE_DIR'] ?? fileURLToPath(new URL('../../.cache', import.meta.url)));
}

/**
 * The cached directory at `path`; if it does not exist, `fill` fills it. It is filled under another name and renamed
 * when it is complete, so nobody ever sees half of it. When two processes fill it at once, the first one wins.
 */
export async function fillOnce(path: string, fill: (directory: string) => Promise<void>): Promise<string> {
  if (await exists(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = await mkdtemp(`${path}.unfinished-`);
  try {
    const content = join(unfinished, 'content');
    await mkdir(content);
    await fill(content);
    await rename(content, path);
  } catch (error) {
    if (!(await exists(path))) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return path;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
