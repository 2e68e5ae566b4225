import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './test.ts';

export interface Shift {
  /** How much of the window moved, and how far, as browsers measure it. */
  readonly value: number;
  /** The element that moved: from where to where. */
  readonly moved: readonly string[];
}

/** Records from now on what moves in any page without an action of the user. */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: watch });
}

export const shiftsOf = async (page: Page): Promise<readonly Shift[]> =>
  page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);

/**
 * Delays every answer of the API until the page has drawn the one before, so that loading moves everything as much as it
 * ever can, on any machine.
 * @returns a function that waits until everything is loaded and drawn
 */
export async function oneByOne(page: Page): Promise<() => Promise<void>> {
  let last: Promise<unknown> = Promise.resolve();
  await page.route('**/v1/**', (route) => {
    last = last.then(async () => {
      const response = await route.fetch();
      await page.evaluate(drawn);
      await route.fulfill({ response });
    });
    // Answers of the page before do not concern the next page.
    return (last = last.catch(() => {}));
  });
  return async () => {
    await expect(page.locator('.skeleton')).toHaveCount(0);
    for (let seen; seen !== last;) {
      seen = last;
      await seen;
      await page.evaluate(drawn);
    }
  };
}

/** In the page: two frames on, whatever was rendered has been drawn. */
const drawn = 'new Promise((isDrawn) => requestAnimationFrame(() => requestAnimationFrame(isDrawn)))';

/** This runs in the page. */
const watch = `
  globalThis.shifts = [];
  const at = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
  const named = (node) => {
    const element = node?.nodeType === 3 ? node.parentElement : node;
    if (element === null || element === undefined) return 'gone';
    return element.tagName.toLowerCase() + '.' + element.className + ' “' + element.textContent.slice(0, 40) + '”';
  };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      const moved = sources.map(({ node, previousRect, currentRect }) =>
        named(node) + ': ' + at(previousRect) + ' → ' + at(currentRect));
      globalThis.shifts.push({ value, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;
