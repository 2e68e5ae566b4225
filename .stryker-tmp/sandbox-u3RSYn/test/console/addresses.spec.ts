import { expectAccessible } from './accessible.ts';
import { aCampaign, aPerson, anAccount, call, environmentIn, join } from './api.ts';
import { goTo, row, switchTo } from './page.ts';
import { expect, test } from './test.ts';

test('a link shows what it names, whatever was worked in last; two tabs never cross; the tab says where one is', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const { id } = environmentIn(account, 'production');
  const { campaignId } = await aCampaign(berth, ada, account, id);
  const page = await signedIn(ada);
  await expect(page).toHaveTitle('Calls · default · Berth');
  const other = await page.context().newPage();
  await other.goto(`/${account.id}/${id}/campaigns/${campaignId}`);
  await expect(other).toHaveTitle('Spring offer · Campaigns · production · Berth');
  await expect(
    other.getByRole('banner').getByRole('button', { name: 'Environment production' }),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Environment default' })).toBeVisible();
  // On the pages of the account the address names no environment: the tab remembers its own.
  await goTo(page, 'Users');
  await expect(page).toHaveTitle('Users · Settings · Berth');
  await page.reload();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Environment default' })).toBeVisible();

  // From one thing one comes to the list that the other environment has.
  await switchTo(other, 'default');
  await expect(other).toHaveURL(/\/campaigns$/);
  await expect(other.getByText('default has no campaigns yet')).toBeVisible();
  await other.goto(`/${account.id}/env_01ARZ3NDEKTSV4RRFFQ69G5FAV/calls`);
  await expect(other.getByRole('heading', { name: 'This environment does not exist' })).toBeVisible();
  await expectAccessible(other);
  await other.goto('/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/settings/users');
  await expect(other.getByRole('heading', { name: 'You have no access to this account' })).toBeVisible();
  await expectAccessible(other);
});

test('filters and periods are in the address: a reload, Back and an old path keep them', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, '/reports?days=30&scope=account');
  await expect(page).toHaveURL(/\/acc_\w+\/env_\w+\/reports\?days=30&scope=account$/);
  await expect(page.getByRole('button', { name: '30 days' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(page).toHaveURL(/days=1/);
  await goTo(page, 'Calls');
  await expect(page).toHaveTitle('Calls · default · Berth');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Today' })).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Whole account' })).toHaveAttribute('aria-pressed', 'true');
});

test('long names, Latin, Arabic and Chinese, push nothing out of the page, on a telephone as well', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const names = [
    'a-very-long-environment-name-'.repeat(2),
    'بيئة-طويلة-جدا-'.repeat(4),
    '很长的环境名称'.repeat(9),
  ];
  const account = await anAccount(berth, ada, {
    name: 'An account whose name is about as long as names may be at all',
    environments: Object.fromEntries(names.map((name) => [name, { maxConcurrentCalls: 1 }])),
  });
  const [first = ''] = names;
  const page = await signedIn(ada, `/${account.id}/${environmentIn(account, first).id}/calls`);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    for (const path of [
      `/${account.id}/${environmentIn(account, first).id}/reports`,
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

test('a Member reads an agent, with its prompt, and finds it from the list', async ({ berth, signedIn }) => {
  const ada = await aPerson(berth);
  const max = await aPerson(berth, 'Max Member');
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const { id } = environmentIn(account, 'production');
  await join(berth, ada, account, max, 'member');
  await call(berth, ada.token, `POST ${account.path}/environments/${id}/agents`, {
    name: 'Front desk',
    greeting: 'Hello.',
    prompt: 'Be kind.',
  });
  const page = await signedIn(max, `/${account.id}/${id}/agents`);
  await row(page, 'Agents', 'Front desk').getByRole('link', { name: 'Front desk' }).click();
  await expect(page.getByText('Be kind.')).toBeVisible();
  await expect(page).toHaveTitle('Front desk · Agents · production · Berth');
  await expect(page.getByRole('button', { name: 'Edit' })).toBeDisabled();
  await expectAccessible(page);
});
