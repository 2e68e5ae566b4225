/** The signals that end a process without a handler of its own. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Node, Bun and Deno have it; edge runtimes and browsers don't. */
interface Process {
  readonly pid: number;
  on(signal: string, listener: () => void): void;
  off(signal: string, listener: () => void): void;
  listenerCount(signal: string): number;
  kill(pid: number, signal: string): void;
}

const closing = new Set<() => Promise<void>>();
let stopListening: (() => void) | undefined;

/**
 * While a client holds calls, Ctrl-C and SIGTERM end them before the process ends. A program with a handler of its own
 * decides for itself when it ends.
 * @returns a function that undoes this
 */
export function closeOnSignal(close: () => Promise<void>): () => void {
  closing.add(close);
  stopListening ??= listen((globalThis as { process?: Process }).process);
  return () => {
    closing.delete(close);
    if (closing.size > 0) return;
    stopListening?.();
    stopListening = undefined;
  };
}

function listen(process: Process | undefined): () => void {
  if (typeof process?.on !== 'function' || typeof process.kill !== 'function') return () => {};
  const handlers = SIGNALS.map((signal) => {
    const handle = () => {
      // A second Ctrl-C does not wait.
      stop();
      stopListening = undefined;
      const isAlone = process.listenerCount(signal) === 0;
      void Promise.allSettled([...closing].map((close) => close())).then(() => {
        if (isAlone) process.kill(process.pid, signal);
      });
    };
    process.on(signal, handle);
    return { signal, handle };
  });
  const stop = () => {
    for (const { signal, handle } of handlers) process.off(signal, handle);
  };
  return stop;
}
