import { focusManager } from '@tanstack/react-query';

/** Nobody has touched the page for so long: it is asked for more seldom. In milliseconds, with how many times as long it waits. */
const stages = [
  [15 * 60_000, 30],
  [5 * 60_000, 10],
  [60_000, 3],
] as const;

let lastTouched = Date.now();

/** How many times as long as usual it is now from one look to the next. */
export const idleness = (): number => stages.find(([after]) => Date.now() - lastTouched >= after)?.[1] ?? 1;

function touched(): void {
  const wasIdle = idleness() > 1;
  lastTouched = Date.now();
  // Whoever comes back is shown the truth at once.
  if (wasIdle) focusManager.onFocus();
}

for (const event of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus'] as const)
  window.addEventListener(event, touched, { passive: true });
