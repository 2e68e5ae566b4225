import { expectAccessible } from './accessible.ts';
import { anAccount, call } from './api.ts';
import { row } from './page.ts';
import { expect, test } from './test.ts';

const telephone = { width: 390, height: 844 };

test('on a telephone a list shows everything that a table shows, within the page, and can be sorted', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id, secret } = account.environments.production;
  await call(berth, secret, 'POST /v1/calls', {});
  for (const name of ['Nightly limits', 'Another one'])
    await ada.call(`POST ${account.path}/service-accounts`, { name, role: 'admin', expiresAt: null });
  const page = await ada.opens(`/${account.id}/settings/service-accounts`);
  await page.setViewportSize(telephone);
  const lists = {
    [`settings/service-accounts`]: ['Service accounts', 'No expiry'],
    [`settings/environments`]: ['Environments', 'Created At'],
    [`settings/users`]: ['Users', ada.email],
    [`settings/activity`]: ['Activity', 'created the service account'],
    [`${id}/api-keys`]: ['API keys', 'Active'],
    [`${id}/calls`]: ['Live calls', 'Lease ends in'],
  };
  for (const [path, [name = '', text = '']] of Object.entries(lists)) {
    await page.goto(`/${account.id}/${path}`);
    const list = page.getByRole('list', { name, exact: true });
    await expect(list.getByText(text).first()).toBeVisible();
    await expect(page.getByRole('grid')).toHaveCount(0);
    const edges = await list
      .locator('dd, .card-title, button')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().right));
    expect(Math.max(...edges), path).toBeLessThanOrEqual(telephone.width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(telephone.width);
  }

  await page.goto(`/${account.id}/settings/service-accounts`);
  const titles = page.getByRole('list', { name: 'Service accounts' }).locator('.card-title');
  await page.getByRole('button', { name: /^Sort by/ }).click();
  await page.getByRole('option', { name: 'Name', exact: true }).click();
  await expect(titles).toHaveText(['Another one', 'Nightly limits']);
  await page.getByRole('button', { name: /^Sort by/ }).click();
  await page.getByRole('option', { name: 'Name, descending' }).click();
  await expect(titles).toHaveText(['Nightly limits', 'Another one']);
  await expectAccessible(page);
});

test('a printed page has everything that a table shows, and nothing that is useless on paper', async ({
  ada,
}) => {
  await anAccount(ada, { production: 5 });
  const page = await ada.opens('/settings/environments');
  await expect(row(page, 'Environments', 'production')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  // A sheet of A4.
  await page.setViewportSize({ width: 794, height: 1123 });
  const list = page.getByRole('list', { name: 'Environments' });
  for (const header of ['API Key', 'Max Concurrent Calls', 'Created At', 'Hidden'])
    await expect(list.getByText(header, { exact: true }).first()).toBeInViewport();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden();
});
