import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface StateFile<State> {
  /** The content of the file, or undefined when it does not exist yet. @throws SyntaxError when it is not JSON */
  read(): Promise<State | undefined>;
  /** Writes `state()` to the file. Resolves when the file has the state of this call, or a later one. */
  write(state: () => State): Promise<void>;
}

/** State in one JSON file; without a path it is stored nowhere, and lasts as long as the process. */
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
      // One write at a time; all requests during a write share the next one.
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

/**
 * A reader sees the old or the new content, never half of it. Only the owner may read it, because it contains a
 * private key.
 */
async function replace(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.unfinished`;
  await writeFile(unfinished, `${text}\n`, { mode: 0o600 });
  await rename(unfinished, path);
}
