import { expectAccessible } from './accessible.ts';
import { anAccount } from './api.ts';
import { goTo, switchTo } from './page.ts';
import { expect, test } from './test.ts';

test('the API console sends a real request, as the person, to the selected environment', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 15 });
  const { id } = account.environments.production;
  const page = await ada.opens();
  await switchTo(page, 'production');
  await goTo(page, 'API console');
  await expect(page.getByText('Acme / production')).toBeVisible();
  await expect(page.getByText(`Signed in as ${ada.email}`)).toBeVisible();

  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  await page.getByRole('link', { name: 'Get an environment' }).click();
  const operation = 'get /v1/accounts/{accountId}/environments/{environmentId}';
  await page
    .getByRole('button')
    .filter({ hasText: `Test Request(${operation})` })
    .click();
  const answered = page.waitForResponse(`${berth.origin}${account.path}/environments/${id}`);
  await page.getByRole('button', { name: /^Send/ }).first().click();
  const response = await answered;
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({ id, name: 'production' });
  await expect(page.getByText('200 OK')).toBeVisible();
  // The page shows the placeholder, never the token.
  const { authorization = '' } = await response.request().allHeaders();
  expect(authorization).toMatch(/^Bearer eyJ/);
  expect(await page.content()).not.toContain(authorization.replace('Bearer ', ''));
});

test('an operation for call software takes an API key in the API console, says where to get one, and sends it', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 15 });
  const { secret } = account.environments.production;
  const page = await ada.opens();
  await switchTo(page, 'production');
  await goTo(page, 'API console');
  await page.getByRole('link', { name: 'Calls', exact: true }).click();
  await page.getByRole('link', { name: 'Start a call' }).click();
  await page.getByRole('button').filter({ hasText: 'Test Request(post /v1/calls)' }).click();
  await expect(
    page
      .getByText(/An API key of production/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await page.getByRole('textbox', { name: 'Bearer Token' }).filter({ visible: true }).last().fill(secret);
  const answered = page.waitForResponse(`${berth.origin}/v1/calls`);
  await page.getByRole('button', { name: /^Send/ }).first().click();
  const response = await answered;
  expect(response.status()).toBe(201);
  expect((await response.request().allHeaders())['authorization']).toBe(`Bearer ${secret}`);
});

test('the API console can be opened directly, and the sign-in leads back to it', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens('/api-reference/');
  await expect(page.getByText('Acme / default')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Berth API' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: '← Berth' }).click();
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
});
