/** Often enough for a person who stops npm and starts it again. */
const EVERY_MS = 300;

/**
 * Calls back when npm, which has started this process, is gone: a signal that is sent to npm alone ends npm and its shell,
 * and does not reach what they have started. Does nothing when the process was started otherwise.
 */
export function whenOrphaned(callback: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, EVERY_MS);
  timer.unref();
}
