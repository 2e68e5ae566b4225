import { focusManager } from '@tanstack/react-query';

/**
 * After this long without any input on the page, it is reloaded less often. In milliseconds, each with the factor of
 * the interval.
 */
const stages = [
  [15 * 60_000, 30],
  [5 * 60_000, 10],
  [60_000, 3],
] as const;

let lastTouched = Date.now();

/** The factor of the interval between two reloads. */
export const idleness = (): number => stages.find(([after]) => Date.now() - lastTouched >= after)?.[1] ?? 1;

function touched(): void {
  const wasIdle = idleness() > 1;
  lastTouched = Date.now();
  // Somebody who comes back sees current data at once.
  if (wasIdle) focusManager.onFocus();
}

for (const event of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus'] as const)
  window.addEventListener(event, touched, { passive: true });
