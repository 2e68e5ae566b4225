import { expectAccessible } from './accessible.ts';
import { anAccount, invitationLink, join } from './api.ts';
import { dialog, fill, goTo, opened, press, row } from './page.ts';
import { expect, signInAgain, test } from './test.ts';

test('a page that cannot be loaded says so with its request id, and Try again loads it', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada);
  const page = await ada.opens();
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
  const problem = { title: 'Something went wrong on our side', code: 'internal_error', requestId: 'r-500' };
  const users = `${berth.origin}${account.path}/users?limit=100`;
  await page.route(users, (route) => route.fulfill({ status: 500, json: problem }));
  await goTo(page, 'Users');
  const alert = page.getByRole('alert').filter({ hasText: 'Something went wrong on our side' });
  await expect(alert).toContainText('r-500');
  await expectAccessible(page);
  await page.unroute(users);
  await press(alert, 'Try again');
  await expect(row(page, 'Users', ada.email)).toBeVisible();
});

test('a request whose answer was lost is repeated under the same Idempotency-Key, and nothing is done twice', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada);
  const page = await ada.opens('/settings/environments');
  // Only a loaded page's requests are seen. Some would be missed on the way from the sign-in.
  await expect(page.getByRole('button', { name: 'Create Environment' })).toBeVisible();
  const sentUnder: (string | undefined)[] = [];
  await page.route(`${berth.origin}${account.path}/environments`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sentUnder.push(route.request().headers()['idempotency-key']);
    if (sentUnder.length > 1) return route.continue();
    // The request is done, and its answer is lost.
    expect((await route.fetch()).status()).toBe(201);
    return route.abort();
  });
  const create = await opened(page, 'Create Environment');
  await fill(create, { 'Environment Name': 'once', 'Max Concurrent Calls': '1' });
  await press(create, 'Save');
  const key = dialog(page, 'API key of once');
  await expect(key.getByText("The API key can't be shown again")).toBeVisible();
  await expectAccessible(page);
  expect(sentUnder).toHaveLength(2);
  expect(new Set(sentUnder).size).toBe(1);
  const { items } = await ada.call<{ items: unknown[] }>(`GET ${account.path}/environments`);
  expect(items).toHaveLength(2);
});

test('a removed user is signed out, and can sign in again after another invitation', async ({ ada, bob }) => {
  const account = await anAccount(ada);
  await join(account, bob, 'member');
  const page = await bob.opens();
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();

  const { userId } = await bob.call<{ userId: string }>('GET /v1/me');
  await ada.call(`DELETE ${account.path}/users/${userId}`);
  await expect(page.getByRole('heading', { name: 'You are no longer a user of Acme' })).toBeVisible();
  await ada.call(`POST ${account.path}/invitations`, { email: bob.email, role: 'member' });
  await page.goto(await invitationLink(ada, bob.email));
  await signInAgain(page, bob);
  await press(page, 'Accept invitation');
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
});

test('a token that is refused repeatedly asks for a new sign-in over the page, which then continues', async ({
  berth,
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens();
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
  await page.route(`${berth.origin}/v1/accounts/**`, (route) =>
    route.fulfill({
      status: 401,
      json: { code: 'unauthenticated', title: 'A valid credential is required' },
    }),
  );
  const over = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(over).toBeVisible();
  await expectAccessible(page);
  await page.unroute(`${berth.origin}/v1/accounts/**`);
  await press(over, 'Sign in again');
  await expect(over).toHaveCount(0);
  await expect(page.getByText('Running now')).toBeVisible();
});

test('the keyboard alone can create and hide an environment, and the focus returns to where it was', async ({
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/environments');
  // With all columns.
  await page.setViewportSize({ width: 1440, height: 900 });
  const button = page.getByRole('button', { name: 'Create Environment' });
  await button.focus();
  await page.keyboard.press('Enter');
  const create = dialog(page, 'Create Environment');
  await expect(create.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(create).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(create.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('typed');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  const key = dialog(page, 'API key of typed');
  await expect(key.getByRole('button', { name: 'Copy API key' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Environments', 'typed')).toBeVisible();

  const hidden = row(page, 'Environments', 'typed').getByRole('checkbox', { name: 'Hidden: typed' });
  await hidden.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('typed is hidden')).toBeVisible();
  await expect(hidden).toBeFocused();
  // Within the table the arrows lead from cell to cell.
  await row(page, 'Environments', 'typed').getByRole('link', { name: 'typed' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(
    row(page, 'Environments', 'typed').getByRole('button', { name: /^Copy environment ID/ }),
  ).toBeFocused();
});
