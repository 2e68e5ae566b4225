import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface StateFile<State> {
  /** What the file holds, or undefined when it is not there yet. @throws SyntaxError when it is not JSON */
  read(): Promise<State | undefined>;
  /** Resolves when `state()`, as it was at this call or later, is in the file. */
  write(state: () => State): Promise<void>;
}

/** State in one JSON file, or nowhere when there is no path: then it lasts as long as the process. */
export function stateFile<State>(path: string | undefined): StateFile<State> {
  if (path === undefined) return { read: async () => undefined, write: async () => {} };
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : (JSON.parse(text) as State);
    },
    write(state) {
      // One write at a time; all that ask while it runs share the next one.
      waiting ??= running
        .catch(() => {})
        .then(() => {
          waiting = undefined;
          running = replace(path, JSON.stringify(state(), null, 2));
          return running;
        });
      return waiting;
    },
  };
}

/** A reader sees the old content or the new, never half of it. It holds a private key, so it is for its owner only. */
async function replace(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.unfinished`;
  await writeFile(unfinished, `${text}\n`, { mode: 0o600 });
  await rename(unfinished, path);
}
