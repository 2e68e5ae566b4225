import type { Locator, Page } from '@playwright/test';
import { dialog } from './page.ts';
import { expect } from './test.ts';

export interface Walk {
  readonly path: string;
  /** The button with the focus when the dialog is opened. For a menu, with its item. */
  readonly opener: string;
  readonly item?: string;
  readonly title: string;
  /** Whether text in its first field would be missed. */
  readonly asks?: boolean;
}

/** Opens a dialog by the keyboard, goes around in it, and leaves it by Escape. Then the focus is where it was before. */
export async function walked(
  page: Page,
  home: string,
  { path, opener, item, title, asks }: Walk,
): Promise<void> {
  await page.goto(`${home}/${path}`);
  const button = page.getByRole('button', { name: opener, exact: true }).first();
  await expect(button).toBeEnabled();
  await button.focus();
  await page.keyboard.press('Enter');
  if (item !== undefined) {
    const wanted = page.getByRole('menuitem', { name: item, exact: true });
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    while (!(await wanted.evaluate((element) => element === document.activeElement)))
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }
  const opened = dialog(page, title);
  const field = opened.locator('form').locator('input, textarea, button[aria-haspopup]').first();
  await expect(opened).toBeVisible();
  if (asks === true) await expect(field).toBeFocused();
  else await expect.poll(async () => holdsFocus(opened)).toBe(true);

  // Once around and further, with more steps than the dialog has elements.
  const things = await opened.locator('button, input, textarea, a').count();
  for (let index = 0; index <= things + 1; index += 1) {
    await page.keyboard.press('Tab');
    await expect.poll(async () => holdsFocus(opened), `Tab ${index + 1}`).toBe(true);
  }

  if (asks === true) {
    await field.focus();
    await page.keyboard.type('7');
    await page.keyboard.press('Escape');
    await opened.getByRole('button', { name: 'Discard changes' }).focus();
    await page.keyboard.press('Enter');
  } else {
    // On a disabled button with its reason, the first Escape closes the reason.
    await opened.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
  }
  await expect(opened).toHaveCount(0);
  await expect(button).toBeFocused();
}

const holdsFocus = async (opened: Locator): Promise<boolean> =>
  opened.evaluate((element) => element.contains(document.activeElement));
