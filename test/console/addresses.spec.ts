import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, join } from './api.ts';
import { goTo, main, press, row, switchTo } from './page.ts';
import { expect, test } from './test.ts';

test('a link shows what it names, whatever was open before; two tabs stay independent, and the title says where one is', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  const { campaignId } = await aCampaign(account, id);
  const page = await ada.opens();
  await expect(page).toHaveTitle('Calls · default · Berth');
  const other = await page.context().newPage();
  await other.goto(`/${account.id}/${id}/campaigns/${campaignId}`);
  await expect(other).toHaveTitle('Spring offer · Campaigns · production · Berth');
  await expect(
    other.getByRole('banner').getByRole('button', { name: 'Environment production' }),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Environment default' })).toBeVisible();
  // On the pages of the account the address names no environment. The tab remembers its own.
  await goTo(page, 'Users');
  await expect(page).toHaveTitle('Users · Settings · Berth');
  await page.reload();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Environment default' })).toBeVisible();

  // The link from one thing leads to the list of the other environment.
  await switchTo(other, 'default');
  await expect(other).toHaveURL(/\/campaigns$/);
  await expect(other.getByText('default has no campaigns yet')).toBeVisible();
  await other.goto(`/${account.id}/env_01ARZ3NDEKTSV4RRFFQ69G5FAV/calls`);
  await expect(other.getByRole('heading', { name: 'This environment does not exist' })).toBeVisible();
  await expect(other.locator('main')).toContainText(
    'Acme has no environment with this ID. See all environments.',
  );
  await expectAccessible(other);
  await other.goto('/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/settings/users');
  await expect(other.getByRole('heading', { name: 'You have no access to this account' })).toBeVisible();
  await expectAccessible(other);
});

test('filters and periods are in the address, so that a reload, Back and an old path keep them', async ({
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens('/reports?days=30&scope=account');
  await expect(page).toHaveURL(/\/acc_\w+\/env_\w+\/reports\?days=30&scope=account$/);
  await expect(page.getByRole('button', { name: '30 days' })).toHaveAttribute('aria-pressed', 'true');
  await press(page, 'Today');
  await expect(page).toHaveURL(/days=1/);
  await goTo(page, 'Calls');
  await expect(page).toHaveTitle('Calls · default · Berth');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Today' })).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Whole account' })).toHaveAttribute('aria-pressed', 'true');
});

test('long names in Latin, Arabic and Chinese push nothing out of the page, also on a telephone', async ({
  ada,
}) => {
  const names = [
    'a-very-long-environment-name-'.repeat(2),
    'بيئة-طويلة-جدا-'.repeat(4),
    '很长的环境名称'.repeat(9),
  ];
  const account = await anAccount(
    ada,
    Object.fromEntries(names.map((name) => [name, 1])),
    'An account whose name is about as long as names may be at all',
  );
  const [first = ''] = names;
  const page = await ada.opens(`/${account.id}/${account.environments[first]?.id}/calls`);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    for (const path of [
      `/${account.id}/${account.environments[first]?.id}/reports`,
      `/${account.id}/settings/environments`,
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const user = page.getByRole('button', { name: /^You: / });
      await expect(user).toBeInViewport({ ratio: 1 });
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      expect(scroll, `${path} at ${width}`).toBeLessThanOrEqual(client);
    }
  }
});

test('a Member reads an agent, with its prompt, and finds it from the list', async ({ ada, max }) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  await join(account, max, 'member');
  await ada.call(`POST ${account.path}/environments/${id}/agents`, {
    name: 'Front desk',
    greeting: 'Hello.',
    prompt: 'Be kind.',
  });
  const page = await max.opens(`/${account.id}/${id}/agents`);
  await row(page, 'Agents', 'Front desk').getByRole('link', { name: 'Front desk' }).click();
  await expect(page.getByLabel('Prompt')).toHaveValue('Be kind.');
  await expect(page).toHaveTitle('Front desk · Agents · production · Berth');
  for (const field of ['Name', 'Description', 'Language', 'Voice', 'Greeting', 'Prompt'])
    await expect(main(page).getByLabel(field, { exact: true })).not.toBeEditable();
  await expect(page.locator('#member-note')).toContainText('read-only access as a Member');
  for (const button of ['Save', 'Delete'])
    await expect(main(page).getByRole('button', { name: button })).toBeDisabled();
  await expectAccessible(page);
});
