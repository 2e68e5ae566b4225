import type { Route } from '@playwright/test';
import { anAccount, call } from './api.ts';
import { expectAccessible } from './accessible.ts';
import { chooseLook, fill, goTo, main, press, row } from './page.ts';
import { expect, signUp, test } from './test.ts';

test('a person without an account creates one and becomes its Admin, in the environment default', async ({
  berth,
  ada,
}) => {
  const page = await ada.opens();
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await expectAccessible(page);

  await press(page, 'Create account');
  await expect(page.getByText('Must not be empty.')).toBeVisible();
  await page.getByLabel('Account name').fill('Initech');
  await press(page, 'Create account');

  await expect(page.getByRole('heading', { name: 'Initech is ready' })).toBeVisible();
  const secret = (await page.getByLabel('The new API key').textContent()) ?? '';
  await expect(page.getByLabel('How to start a call')).toContainText(`Bearer ${secret}`);
  await expect(page.getByText('Waiting for your first call')).toBeVisible();
  await expectAccessible(page);
  // The secret that the page shows works.
  const [, body] = /-d '(.*)'/.exec((await page.getByLabel('How to start a call').textContent()) ?? '') ?? [];
  await call(berth, secret, 'POST /v1/calls', JSON.parse(body ?? ''));
  await expect(page.getByText('Your first call is running')).toBeVisible();
  await press(page, 'Open the console');

  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Environment default' })).toBeVisible();
  const { memberships } = await ada.call<{ memberships: unknown[] }>('GET /v1/me');
  expect(memberships).toMatchObject([{ accountName: 'Initech', role: 'admin' }]);
});

test('a session ends only when the identity provider says so, and the page keeps what was typed until the person signs in again', async ({
  ada,
}) => {
  const account = await anAccount(ada);
  const page = await ada.opens('/agents');
  await press(page, 'Create agent');
  const create = main(page);
  await fill(create, { Name: 'Front desk', Prompt: 'Be kind.' });

  // The token has expired and the token endpoint is unreachable, which passes.
  const refuse = (route: Route) => route.fulfill({ status: 401, json: { code: 'unauthenticated' } });
  let renewals = 0;
  await page.route('**/v1/**', refuse);
  await page.route('**/oauth2/token', (route) => {
    renewals += 1;
    return renewals % 2 === 0 ? route.abort() : route.fulfill({ status: 503, body: 'Busy' });
  });
  await press(create, 'Create agent');
  await expect(create.getByRole('form').getByRole('alert')).toContainText('There was no answer');
  await expect(page.getByText('Your session has ended')).toHaveCount(0);

  // Then the provider says that the session is over.
  await page.unroute('**/oauth2/token');
  await page.route('**/oauth2/token', (route) =>
    route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
  );
  await press(create, 'Create agent');
  const over = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(over).toBeVisible();
  await expectAccessible(page);
  await expect(create.getByLabel('Prompt')).toHaveValue('Be kind.');
  await page.unrouteAll({ behavior: 'wait' });
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    over.getByRole('button', { name: 'Sign in again' }).click(),
  ]);
  // The identity provider still knows the browser, and the window closes by itself.
  await popup.waitForEvent('close');
  await expect(over).toHaveCount(0);
  // The change that met the end of the session is made once.
  await expect(page.getByRole('heading', { name: 'Front desk', level: 1 })).toBeVisible();
  const { items } = await ada.call<{ items: { action: string }[] }>(
    `GET ${account.path}/audit-events?action=agent.created`,
  );
  expect(items).toHaveLength(1);
});

test('many requests that meet an expired token renew it once', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens();
  await expect(page.getByText('No call is running in default.')).toBeVisible();
  let old: string | undefined;
  let renewals = 0;
  await page.route('**/oauth2/token', async (route) => {
    renewals += 1;
    await route.continue();
  });
  await page.route('**/v1/**', async (route) => {
    const { authorization = '' } = route.request().headers();
    old ??= authorization;
    if (authorization !== old) return route.continue();
    return route.fulfill({ status: 401, json: { code: 'unauthenticated' } });
  });
  await goTo(page, 'Users');
  await expect(row(page, 'Users', ada.email)).toBeVisible();
  expect(renewals).toBe(1);
});

test('a person who signs out is signed out in every tab, and no tab can continue', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens();
  const other = await page.context().newPage();
  await other.goto('/settings/users');
  await expect(row(other, 'Users', ada.email)).toBeVisible();
  await press(page, 'You: Ada Admin');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'You signed out' })).toBeVisible();
  await expect(other.getByText(ada.email)).toHaveCount(0);
  await expectAccessible(other);
  await other.getByRole('link', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('an address with two slashes in front leads to a page of our own origin', async ({ berth, ada }) => {
  await anAccount(ada);
  const page = await ada.opens(`${berth.origin}//settings/users?role=admin`);
  await expect(row(page, 'Users', ada.email)).toBeVisible();
  expect(new URL(page.url()).origin).toBe(berth.origin);
  expect(page.url()).not.toContain('code=');
});

test('a sign-in leads to the page that was asked for, a reload stays signed in, and no storage ever holds a token', async ({
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/users');
  await expect(page).toHaveURL(/\/acc_\w+\/settings\/users$/);
  await expect(page.getByRole('grid', { name: 'Users' }).getByText(ada.email)).toBeVisible();

  await page.reload();
  await expect(page.getByRole('grid', { name: 'Users' }).getByText(ada.email)).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(stored).not.toMatch(/eyJ|token|secret/);
});

test('signing out ends the session, and the way back asks for the password again', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens();
  await press(page, 'You: Ada Admin');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/settings/users');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a person in several accounts can switch between them, and the choice is remembered', async ({
  ada,
}) => {
  await anAccount(ada, {}, 'Acme');
  await anAccount(ada, { trunk: 3 }, 'Initech');
  const page = await ada.opens('/settings/environments');
  const table = page.getByRole('grid', { name: 'Environments', exact: true });
  const switcher = page.getByRole('button', { name: /^Account / });

  for (const name of ['Initech', 'Acme', 'Initech']) {
    await switcher.click();
    await page.getByRole('option', { name }).click();
    await expect(page.getByRole('button', { name: `Account ${name}` })).toBeVisible();
  }
  await expect(table.getByText('trunk')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Account Initech' })).toBeVisible();
});

test('the appearance can be chosen in the top bar and is remembered', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens();
  await chooseLook(page, 'Dark');
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/);
  await page.reload();
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/);
});

test('an address that leads nowhere says so', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/everything');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expectAccessible(page);
});

test('a refused sign-in says so, and how to continue', async ({ aBrowser, aPerson }) => {
  const page = await aBrowser();
  await page.goto('/callback?error=access_denied&error_description=Not%20today&state=made-up');
  await expect(page.getByRole('heading', { name: "Couldn't sign in" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Try again' }).click();
  await signUp(page, await aPerson('Ada Admin'));
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
});

test('a person can create another account beside the first one, and Cancel leads back to where they were', async ({
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/account');
  await page.getByRole('button', { name: 'Create another account' }).click();
  await expect(page.getByRole('heading', { name: 'Create another account' })).toBeVisible();
  await expect(page.getByLabel('Account name')).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Account Acme' })).toBeVisible();

  await page.getByRole('button', { name: 'Account Acme' }).click();
  await page.getByRole('option', { name: 'Create another account' }).click();
  await page.getByLabel('Account name').fill('Initech');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Initech is ready' })).toBeVisible();
  await page.getByRole('button', { name: 'Open the console' }).click();
  await expect(page.getByRole('button', { name: 'Account Initech' })).toBeVisible();
});
