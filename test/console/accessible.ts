import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

const wide = { width: 1280, height: 900 };
/** A telephone, held upright. */
const narrow = { width: 390, height: 844 };

/** Both colour modes and both widths. Colours do not depend on the width, nor structure on the mode. */
const views = [
  { look: 'dark', size: narrow },
  { look: 'light', size: wide },
] as const;

/** axe finds nothing wrong with the page, in either colour mode and on either width. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { look, size } of views) {
    await wear(page, look);
    await page.setViewportSize(size);
    await expectNoFindings(page, `${look}, ${size.width} px wide`);
  }
}

/**
 * The same for an open menu, which closes when the window changes. It is beside the page in the document, so that no table
 * cuts it off, and so its contents need not belong to a landmark.
 */
export async function expectAccessibleMenu(page: Page): Promise<void> {
  for (const look of ['dark', 'light'] as const) {
    await wear(page, look);
    await expectNoFindings(page, `a menu, ${look}`, ['region']);
  }
}

async function expectNoFindings(page: Page, view: string, but: string[] = []): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    // This takes a third of the time: nothing is collected about what is in order, no style sheet is loaded again.
    .options({ resultTypes: ['violations'], preload: false })
    .disableRules(but)
    .analyze();
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
  expect(findings, view).toEqual([]);
}

/** Does what the switch in the top bar does, even behind a dialog. */
async function wear(page: Page, look: 'light' | 'dark'): Promise<void> {
  await page.evaluate((chosen) => {
    document.body.classList.toggle('awsui-dark-mode', chosen === 'dark');
    document.documentElement.dataset['look'] = chosen;
  }, look);
}

/** Nobody reads colours in the middle of a transition, so their contrast does not count. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
