import { aPerson, anAccount, call } from './api.ts';
import { expectAccessible } from './accessible.ts';
import { expect, signUp, test } from './test.ts';

test('who has no account yet creates one and is its Admin, in the environment default', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const page = await signedIn(ada);
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Must not be empty.')).toBeVisible();
  await page.getByLabel('Account name').fill('Initech');
  await page.getByRole('button', { name: 'Create account' }).click();

  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Environment: default' })).toBeVisible();
  const { memberships } = await call<{ memberships: unknown[] }>(berth, ada.token, 'GET /v1/me');
  expect(memberships).toMatchObject([{ accountName: 'Initech', role: 'admin' }]);
});

test('signing in leads to where one was going, a reload stays signed in, and no storage ever holds a token', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, '/settings/users');
  await expect(page).toHaveURL(`${berth.origin}/settings/users`);
  await expect(page.getByRole('grid', { name: 'Users' }).getByText(ada.email)).toBeVisible();

  await page.reload();
  await expect(page.getByRole('grid', { name: 'Users' }).getByText(ada.email)).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(stored).not.toMatch(/eyJ|token|secret/);
});

test('signing out ends the session: the way back asks for the password again', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada);
  await page.getByRole('button', { name: 'You: Ada Admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/settings/users');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('who is in several accounts switches between them, and the choice is remembered', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada, { name: 'Acme' });
  await anAccount(berth, ada, { name: 'Initech', environments: { trunk: { maxConcurrentCalls: 3 } } });
  const page = await signedIn(ada, '/settings/environments');
  const table = page.getByRole('grid', { name: 'Environments', exact: true });
  const switcher = page.getByRole('button', { name: /^Account: / });

  for (const name of ['Initech', 'Acme', 'Initech']) {
    await switcher.click();
    await page.getByRole('menuitemcheckbox', { name }).click();
    await expect(page.getByRole('button', { name: `Account: ${name}` })).toBeVisible();
  }
  await expect(table.getByText('trunk')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Account: Initech' })).toBeVisible();
});

test('the look is chosen in the top bar and remembered', async ({ berth, signedIn }) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada);
  await page.getByRole('button', { name: 'Switch to the dark look' }).click();
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Switch to the light look' })).toBeVisible();
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/);
});

test('an address that leads nowhere says so', async ({ berth, signedIn }) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, '/settings/everything');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expectAccessible(page);
});

test('a sign-in that is refused says so, and how to go on', async ({ aBrowser, berth }) => {
  const page = await aBrowser();
  await page.goto('/callback?error=access_denied&error_description=Not%20today&state=made-up');
  await expect(page.getByRole('heading', { name: 'Signing in did not work' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Try again' }).click();
  await signUp(page, await aPerson(berth));
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
});
