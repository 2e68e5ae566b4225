import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { anAccount } from './api.ts';
import { dialog, goTo, opened, press, row, selectable, switchTo, table } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('the table sorts, filters, pages and keeps the chosen columns, also after a reload', async ({ ada }) => {
  const names = Array.from({ length: 11 }, (_, index) => `team-${String(index + 1).padStart(2, '0')}`);
  await anAccount(ada, Object.fromEntries(names.map((name) => [name, 1])));
  const page = await ada.opens(SETTINGS);
  const environments = table(page, 'Environments');
  const shown = async () => environments.getByRole('rowheader').allTextContents();
  await expect(environments.getByRole('rowheader')).toHaveCount(12);

  await environments.getByRole('button', { name: /^Environment Name/ }).click();
  await environments.getByRole('button', { name: /^Environment Name/ }).click();
  await expect(environments.getByRole('rowheader').first()).toHaveText('team-11');
  await page.getByLabel('Find environments by name or ID').fill('team-0');
  await expect(environments.getByRole('rowheader')).toHaveCount(9);
  expect(await shown()).toEqual(names.slice(0, 9).toReversed());
  await page.getByLabel('Find environments by name or ID').fill('nothing like this');
  await expect(page.getByText('No environment matches.')).toBeVisible();
  await press(page, 'Clear the filter');

  const preferences = await opened(page, 'Columns');
  await preferences.getByRole('radio', { name: '10 environments' }).check();
  await preferences.getByRole('checkbox', { name: 'Live calls' }).check();
  await press(preferences, 'Confirm');
  await expect(environments.getByRole('rowheader')).toHaveCount(10);
  await press(page, 'Next page');
  await expect(environments.getByRole('rowheader')).toHaveCount(2);
  await expectAccessible(page);
  await page.reload();
  await expect(environments.getByRole('columnheader', { name: 'Live calls' })).toBeVisible();
  await expect(environments.getByRole('rowheader')).toHaveCount(10);
});

test('the selector switches every page, is remembered, and never offers a hidden environment', async ({
  ada,
}) => {
  await anAccount(ada, { production: 5, secret: { maxConcurrentCalls: 1, hidden: true } });
  const page = await ada.opens();
  expect(await selectable(page)).toEqual(['default', 'production']);
  await press(page, 'Environment default');
  await page.getByLabel('Find an environment').fill('prod');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expectAccessibleMenu(page);
  await page.keyboard.press('Escape');
  await switchTo(page, 'production');
  await expect(page.getByText('No call is running in production.')).toBeVisible();
  await goTo(page, 'Environments');
  await expect(row(page, 'Environments', 'production').getByRole('img', { name: 'Current' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Environment production' })).toBeVisible();
});

test('the dialog of the columns is accessible, and stays open when a telephone is turned', async ({
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/environments');
  await page.getByRole('button', { name: 'Columns' }).click();
  const columns = dialog(page, 'Columns');
  await columns.getByRole('radio', { name: '40 environments' }).check();
  // A list is cards on one width and a table on the other.
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('list', { name: 'Environments' })).toBeAttached();
  await expect(columns.getByRole('radio', { name: '40 environments' })).toBeChecked();
  await columns.getByRole('button', { name: 'Confirm' }).click();
  await expect(columns).toHaveCount(0);
});
