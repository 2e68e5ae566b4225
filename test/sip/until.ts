import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 90_000;

/** Waits until a figure has this value. @throws Error with its last value */
export async function until(
  what: string,
  figure: () => number | Promise<number>,
  wanted: number,
): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const found = await figure();
    if (found === wanted) return;
    if (performance.now() - begun > PATIENCE_MS)
      throw new Error(`${what}: ${wanted} were expected, not ${found}`);
    await pause(100);
  }
}
