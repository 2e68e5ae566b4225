import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A directory that is locked by this process until it releases the lock. */
export interface DataDirectory {
  readonly path: string;
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly origin: string;
}

/**
 * Locks the directory below .data that holds a laptop's data between runs. Two runs on the same files would damage
 * them, so only one at a time can have it.
 * @param origin where the holder answers: the next run uses it to find out whether the holder still runs
 * @throws Error that says which process has it
 */
export async function takeDataDirectory(name: 'demo' | 'empty', origin: string): Promise<DataDirectory> {
  const path = fileURLToPath(new URL(`../.data/${name}/`, import.meta.url));
  const note = join(path, 'running.json');
  await mkdir(path, { recursive: true });
  const holder = await readFile(note, 'utf8').then(
    (text) => JSON.parse(text) as Holder,
    () => undefined,
  );
  if (holder !== undefined && (await isRunning(holder))) {
    throw new Error(
      `Berth is already running at ${holder.origin} (process ${holder.pid}). ` +
        'Stop it first, or add --ephemeral to start another one that stores nothing.',
    );
  }
  await writeFile(note, JSON.stringify({ pid: process.pid, origin } satisfies Holder));
  return { path, release: () => rm(note, { force: true }) };
}

/**
 * A killed process leaves its lock behind, and another process may now have its id. So the holder of a lock also has
 * to answer.
 */
async function isRunning({ pid, origin }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
    const response = await fetch(`${origin}/config.json`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
