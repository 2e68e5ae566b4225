/** A signal that is aborted as soon as one of several others is, until it is unlinked from them. */
export interface Linked {
  readonly signal: AbortSignal;
  readonly unlink: () => void;
}

/**
 * Like `AbortSignal.any`, which not every edge runtime has. Some of the signals live as long as the process, so call
 * `unlink` at the end: otherwise they would keep a reference to this one.
 */
export function linked(...signals: readonly (AbortSignal | undefined)[]): Linked {
  const all = signals.filter((one) => one !== undefined);
  const controller = new AbortController();
  const unlink = () => {
    for (const one of all) one.removeEventListener('abort', follow);
  };
  const follow = () => {
    const first = all.find(({ aborted }) => aborted);
    if (first === undefined) return;
    unlink();
    controller.abort(first.reason);
  };
  for (const one of all) one.addEventListener('abort', follow);
  follow();
  return { signal: controller.signal, unlink };
}
