import type { Locator, Page } from '@playwright/test';
import { expect } from './test.ts';

/** A table by its name. */
export const table = (page: Page, name: string): Locator => page.getByRole('grid', { name, exact: true });

/** The row of a table that has this text in a cell of its own. */
export const row = (page: Page, tableName: string, text: string): Locator =>
  table(page, tableName).getByRole('row').filter({ hasText: text });

/** Presses a button by its name. */
export async function press(within: Page | Locator, name: string): Promise<void> {
  await within.getByRole('button', { name }).click();
}

/** The dialog that a button opens. */
export async function opened(page: Page, button: string, title = button): Promise<Locator> {
  await press(page, button);
  return dialog(page, title);
}

/** The dialog that an item of a row's menu opens. */
export async function chosen(page: Page, menu: string, item: string, title: string): Promise<Locator> {
  await choose(page, menu, item);
  return dialog(page, title);
}

/** Types into fields, each by its label. */
export async function fill(within: Page | Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await within.getByLabel(label).fill(text);
}

/** Opens the menu of a row and chooses from it. */
export async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Chooses from a list of options, within a dialog. */
export async function pick(page: Page, within: Locator, label: string, option: string): Promise<void> {
  await within.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Goes to a page by the list at the side. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
}

/** The first Escape may close the reason of a disabled item, and the next one the menu. */
export async function closeMenu(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
}

/** The content of the page, without the bar and the list of pages. */
export const main = (page: Page): Locator => page.getByRole('main');

/** The dialog that is open, by its title. */
export const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

/** What the environment selector offers. */
export async function selectable(page: Page): Promise<string[]> {
  const trigger = page.getByRole('banner').getByRole('button', { name: /^Environment / });
  await trigger.click();
  await expect(page.getByRole('option', { name: 'Manage environments' })).toBeVisible();
  const options = await page.getByRole('option').allTextContents();
  await page.keyboard.press('Escape');
  // After each name there is how much of its limit is in use.
  return options
    .map((option) => option.replace(/\d+ of \d+$/, ''))
    .filter((name) => name !== 'Manage environments');
}

export async function switchTo(page: Page, environment: string): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Environment / })
    .click();
  await page.getByRole('option', { name: environment }).click();
  await expect(page.getByRole('button', { name: `Environment ${environment}` })).toBeVisible();
}

/** Chooses the appearance in the menu of the person. */
export async function chooseLook(page: Page, look: 'Dark' | 'Light'): Promise<void> {
  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('menuitemcheckbox', { name: look }).click();
}
