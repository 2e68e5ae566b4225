import type { Locator, Page } from '@playwright/test';
import { aCampaign, anAccount } from './api.ts';
import { dialog } from './page.ts';
import { expect, test } from './test.ts';

interface Walk {
  readonly path: string;
  /** The button that has the keyboard when the dialog is opened; of a menu, with the item. */
  readonly opener: string;
  readonly item?: string;
  readonly title: string;
  /** Whether what is typed into its first field would be missed. */
  readonly asks?: boolean;
}

const ofAccount: Walk[] = [
  { path: 'settings/environments', opener: 'Create Environment', title: 'Create Environment', asks: true },
  { path: 'settings/environments', opener: 'Reallocate', title: 'Reallocate concurrent calls', asks: true },
  {
    path: 'settings/environments',
    opener: 'Actions for production',
    item: 'Edit',
    title: 'Edit production',
    asks: true,
  },
  {
    path: 'settings/environments',
    opener: 'Actions for production',
    item: 'Delete',
    title: 'Delete production',
  },
  { path: 'settings/users', opener: 'Add User', title: 'Add User', asks: true },
  {
    path: 'settings/service-accounts',
    opener: 'Create service account',
    title: 'Create service account',
    asks: true,
  },
  { path: 'settings/account', opener: 'Rename', title: 'Rename Acme', asks: true },
];

const ofEnvironment: Walk[] = [
  { path: 'agents', opener: 'Create agent', title: 'Create agent', asks: true },
  { path: 'numbers', opener: 'Add number', title: 'Add number', asks: true },
  { path: 'campaigns', opener: 'Create campaign', title: 'Create campaign', asks: true },
  { path: 'api-keys', opener: 'Rotate API key', title: 'Rotate the API key of production' },
  { path: 'environment-settings', opener: 'Edit', title: 'Edit the settings of production' },
];

for (const [where, walks] of Object.entries({ account: ofAccount, environment: ofEnvironment })) {
  test(`the dialogs of the ${where} are walked by the keyboard alone: into each, around in it, and back`, async ({
    ada,
  }) => {
    const account = await anAccount(ada, { production: 5 });
    const { id } = account.environments.production;
    await aCampaign(account, id);
    const home = where === 'account' ? `/${account.id}` : `/${account.id}/${id}`;
    const page = await ada.opens(`/${account.id}/${id}/calls`);
    await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
    for (const walk of walks) await walked(page, home, walk);
  });
}

async function walked(page: Page, home: string, { path, opener, item, title, asks }: Walk): Promise<void> {
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
  const field = opened
    .locator('form')
    .locator('input:not([type=file]), textarea, button[aria-haspopup]')
    .first();
  await expect(opened).toBeVisible();
  if (asks === true) await expect(field).toBeFocused();
  else await expect.poll(async () => holdsFocus(opened)).toBe(true);

  // Around, and once more: more often than there are things in it.
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
    await page.keyboard.press('Escape');
  }
  await expect(opened).toHaveCount(0);
  await expect(button).toBeFocused();
}

const holdsFocus = async (opened: Locator): Promise<boolean> =>
  opened.evaluate((element) => element.contains(document.activeElement));
