import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, join } from './api.ts';
import { chosen, press, table } from './page.ts';
import { expect, signUp, test } from './test.ts';

/** Makes one request of a page fail until it is mended. */
async function fails(page: Page, isIt: (url: URL) => boolean): Promise<{ mend: () => Promise<void> }> {
  const problem = { title: 'Something went wrong on our side', code: 'internal_error', requestId: 'r-500' };
  await page.route(isIt, (route) => route.fulfill({ status: 500, json: problem }));
  return { mend: async () => page.unroute(isIt) };
}

const endsIn =
  (path: string, query: Record<string, string> = {}) =>
  ({ pathname, searchParams }: URL) =>
    pathname.startsWith('/v1/') &&
    pathname.endsWith(path) &&
    Object.entries(query).every(([name, value]) => searchParams.get(name) === value);

const failureIn = (within: Page | Locator) => within.getByRole('alert').filter({ hasText: 'r-500' });

interface Part {
  readonly path: string;
  readonly isIt: (url: URL) => boolean;
  /** The message about it. */
  readonly says: string;
  /** What is shown anyway, and what is shown in the end. */
  readonly rest: (page: Page) => Locator;
  readonly part: (page: Page) => Locator;
}

test('when one part of a page cannot be loaded the rest is shown, and Try again loads the part', async ({
  ada,
  max,
}) => {
  const account = await anAccount(ada, { production: 5, gone: 1 });
  await join(account, max, 'admin');
  await ada.call(`DELETE ${account.path}/environments/${account.environments.gone.id}`);
  const { id } = account.environments.production;
  const { campaignId } = await aCampaign(account, id);
  const home = `/${account.id}/${id}`;
  const settings = `/${account.id}/settings`;
  const heading = (name: string) => (page: Page) => page.getByRole('heading', { name, exact: true });
  const grid = (name: string) => (page: Page) => table(page, name);
  const parts: Part[] = [
    {
      path: `${home}/calls`,
      isIt: endsIn('/concurrency'),
      says: 'Something went wrong',
      rest: grid('Live calls'),
      part: heading('Usage'),
    },
    {
      path: `${home}/calls`,
      isIt: endsIn('/usage'),
      says: 'Something went wrong',
      rest: heading('Usage'),
      part: (page) => page.locator('.bar-chart').first(),
    },
    {
      path: `${home}/calls`,
      isIt: endsIn(`${id}/calls`),
      says: 'Something went wrong',
      rest: heading('Usage'),
      part: grid('Live calls'),
    },
    {
      path: `${home}/campaigns/${campaignId}`,
      isIt: endsIn('/calls', { status: 'ended' }),
      says: "Couldn't load the progress.",
      rest: grid('Contacts'),
      part: (page) => page.getByText('Calls ended', { exact: true }),
    },
    {
      path: `${settings}/environments`,
      isIt: endsIn('/environments', { status: 'deleted' }),
      says: "Couldn't load the deleted environments.",
      rest: grid('Environments'),
      part: grid('Deleted environments'),
    },
    {
      path: `${settings}/users`,
      isIt: endsIn('/invitations'),
      says: 'Something went wrong',
      rest: grid('Users'),
      part: grid('Invitations'),
    },
    {
      path: `${settings}/account`,
      isIt: endsIn('/users'),
      says: "Couldn't load the users.",
      rest: (page) => page.getByText('Allocated', { exact: true }),
      part: (page) => page.getByRole('button', { name: 'Leave the account', disabled: false }),
    },
    {
      path: `${settings}/profile`,
      isIt: endsIn('/memberships'),
      says: "Couldn't load your accounts.",
      rest: heading('In this browser'),
      part: (page) => table(page, 'Your accounts'),
    },
    {
      path: `${settings}/profile`,
      isIt: endsIn('/settings'),
      says: "Couldn't load the settings of production.",
      rest: (page) => table(page, 'Your accounts'),
      part: heading('In this browser'),
    },
  ];

  const page = await ada.opens(`${home}/calls`);
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
  for (const { path, isIt, says, rest, part } of parts) {
    await test.step(`${path}: ${says}`, async () => {
      const { mend } = await fails(page, isIt);
      await page.goto(path);
      await expect(failureIn(page)).toContainText(says);
      await expect(rest(page)).toBeVisible();
      await mend();
      await failureIn(page).getByRole('button', { name: 'Try again' }).click();
      await expect(part(page)).toBeVisible();
      await expect(failureIn(page)).toHaveCount(0);
    });
  }
});

test('a dialog says nothing about keys and calls that it could not look up', async ({ ada }) => {
  await anAccount(ada, { production: 5 });
  const page = await ada.opens('/settings/environments');
  await expect(page.getByRole('button', { name: 'Create Environment' })).toBeVisible();
  const keys = await fails(page, endsIn('/api-keys'));

  const rotate = await chosen(
    page,
    'Actions for production',
    'Rotate API key',
    'Rotate the API key of production',
  );
  await expect(failureIn(rotate)).toContainText("Couldn't load the active keys.");
  await expect(rotate.getByText('No key is active')).toHaveCount(0);
  await expect(rotate.getByRole('button', { name: 'Rotate API key' })).toBeDisabled();
  await expectAccessible(page);
  await press(rotate, 'Cancel');

  await page.setViewportSize({ width: 1280, height: 900 });
  const remove = await chosen(page, 'Actions for production', 'Delete', 'Delete production');
  await expect(failureIn(remove)).toContainText("Couldn't load the active keys.");
  await keys.mend();
  await failureIn(remove).getByRole('button', { name: 'Try again' }).click();
  await expect(remove.getByText('stops working')).toBeVisible();
});

test('a search that could not look everywhere says so, and does not say that there is nothing', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  await ada.call(`POST ${account.path}/environments/${id}/agents`, { name: 'Front desk' });
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
  const agents = await fails(page, endsIn('/agents', { limit: '100' }));
  const lookup = await fails(page, endsIn('/calls/order-1'));
  await page.keyboard.press('Control+k');
  const find = page.getByRole('combobox', { name: 'Find' });
  await find.fill('Front');
  await expect(page.getByText('Not everything could be loaded.')).toBeVisible();
  await agents.mend();
  await press(page, 'Try again');
  await expect(page.getByRole('option', { name: 'Front desk' })).toBeVisible();

  await find.fill('order-1');
  await page.getByRole('option', { name: 'Look for the ID “order-1”' }).click();
  await expect(failureIn(page)).toContainText("Couldn't load order-1.");
  await expect(page.getByText('Nothing in this account')).toHaveCount(0);
  await expectAccessible(page);
  await lookup.mend();
  await failureIn(page).getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Nothing in this account has the ID “order-1”.')).toBeVisible();
});

test('a filter that does not know all people says so where one chooses', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/account');
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();
  const users = await fails(page, endsIn('/users'));
  await page.goto('/settings/activity');
  await expect(table(page, 'Activity').getByRole('rowheader')).toHaveCount(1);
  await press(page, 'Who Anyone');
  await expect(page.getByText('Not all could be loaded.')).toBeVisible();
  await users.mend();
  await press(page, 'Try again');
  await expect(page.getByRole('option', { name: ada.email })).toBeVisible();
});

test('a chart whose code cannot be loaded says so in its place, and the figures are shown', async ({
  aBrowser,
  ada,
}) => {
  await anAccount(ada);
  const page = await aBrowser();
  await page.route('**/usage-chart*.js', async (route) => route.abort());
  await page.goto('/');
  await signUp(page, ada);
  await expect(page.getByText('The chart could not be loaded.')).toBeVisible();
  await expect(page.getByText('Running now')).toBeVisible();
  await expectAccessible(page);
});
