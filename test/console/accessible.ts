import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

const wide = { width: 1280, height: 900 };
/** A telephone, held upright. */
const narrow = { width: 390, height: 844 };

/** Both looks and both widths: colours do not depend on the width, nor structure on the look. */
const views = [
  { look: 'dark', size: narrow },
  { look: 'light', size: wide },
] as const;

/** The page as it stands has no finding of axe, in either look and on either width. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { look, size } of views) {
    await wear(page, look);
    await page.setViewportSize(size);
    await expectNoFindings(page, `${look}, ${size.width} px wide`);
  }
}

/**
 * The same for a menu that is open, which is gone as soon as the window changes. It lies beside the page in the document,
 * so that no table cuts it off: that what is in it belongs to no landmark is not held against it.
 */
export async function expectAccessibleMenu(page: Page): Promise<void> {
  for (const look of ['dark', 'light'] as const) {
    await wear(page, look);
    await expectNoFindings(page, `a menu, ${look}`, ['region']);
  }
}

async function expectNoFindings(page: Page, view: string, but: string[] = []): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().disableRules(but).analyze();
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
  expect(findings, view).toEqual([]);
}

/** What the switch in the top bar does, also where a dialog is in front of it. */
async function wear(page: Page, look: 'light' | 'dark'): Promise<void> {
  await page.evaluate((chosen) => {
    document.body.classList.toggle('awsui-dark-mode', chosen === 'dark');
    document.documentElement.dataset['look'] = chosen;
  }, look);
}

/** Colours that are on their way from one to the other have a contrast that no one ever reads. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
