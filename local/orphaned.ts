/** Often enough for somebody who stops npm and starts it again. */
const EVERY_MS = 300;

/**
 * Calls back when the npm that started this process has ended. A signal that is sent only to npm ends npm and its
 * shell, but does not reach the processes that they have started. Does nothing when the process was not started by
 * npm.
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
