import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where downloads are kept between runs: `BERTH_CACHE_DIR`, or `.cache` at the top of the project. */
export function cacheDirectory(): string {
  return resolve(process.env['BERTH_CACHE_DIR'] ?? fileURLToPath(new URL('../../.cache', import.meta.url)));
}

/**
 * The cached directory at `path`, filled by `fill` when it is not there yet. It is filled under another name and moved
 * into place when complete, so nobody ever sees half of it, and of two processes that fill it at once the first wins.
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
