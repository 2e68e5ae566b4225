import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { anAccount, call, join, type Account } from './api.ts';
import { choose, chosen, closeMenu, dialog, goTo, opened, pick, press, row, table } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/service-accounts';
const DAY_MS = 86_400_000;

/** Created through the API, with its secret. */
const aServiceAccount = async ({ path, admin }: Account, body: object) =>
  admin.call<{ id: string; secret: string }>(`POST ${path}/service-accounts`, { role: 'member', ...body });

/** Runs copied text in a shell. */
const inAShell = async (line: string, variables: Record<string, string> = {}) =>
  (await promisify(execFile)('sh', ['-c', line], { env: { ...process.env, ...variables } })).stdout;

const secretIn = async (shown: Locator) => (await shown.getByLabel('The new secret').textContent()) ?? '';
const copied = async (page: Page) => page.evaluate(async () => navigator.clipboard.readText());

test('a new service account shows its secret once, and what is copied with it works in a shell and a workflow', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada);
  const page = await ada.opens(SETTINGS);
  await expect(page.getByText('Acme has no service accounts yet')).toBeVisible();
  await expectAccessible(page);

  const create = await opened(page, 'Create the first service account', 'Create service account');
  await create.getByRole('textbox', { name: 'Name' }).fill('https://example.com/x');
  await press(create, '90 days');
  await press(create, 'Create service account');
  await expect(create.getByText('Must not contain links.')).toBeVisible();
  await expect(create.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await create.getByRole('textbox', { name: 'Name' }).fill('GitHub Actions');
  await create.getByRole('textbox', { name: 'Expires after' }).fill('2020-02-03');
  await press(create, 'Create service account');
  await expect(create.getByText('Must be in the future.')).toBeVisible();
  await expectAccessible(page);
  await press(create, '30 days');
  await create.getByRole('radio', { name: 'Admin' }).check();
  await press(create, 'Create service account');

  const shown = dialog(page, 'Secret of GitHub Actions');
  const secret = await secretIn(shown);
  await press(shown, 'Copy secret');
  expect(await copied(page)).toBe(secret);
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await press(shown, 'Copy the code');
  expect(JSON.parse(await inAShell(await copied(page)))).toMatchObject({ items: [{ name: 'default' }] });
  await page.setViewportSize({ width: 1280, height: 900 });
  await press(shown, 'GitHub Actions');
  await press(shown, 'Copy the code');
  const [, step = ''] = (await copied(page)).split('run: |\n');
  expect(JSON.parse(await inAShell(step, { BERTH_SECRET: secret }))).toMatchObject({
    items: [{ name: 'default' }],
  });
  await press(shown, 'Done');

  await call(berth, secret, `PATCH ${account.path}`, { name: 'Acme Telecom' });
  const made = row(page, 'Service accounts', 'GitHub Actions');
  await expect(made).toContainText(`Admin`);
  await expect(made).toContainText(`bsa_…${secret.slice(-4)}`);
  await expect(made).toContainText(ada.name);
  await page.reload();
  await expect(made).toContainText(/ago|now/);
  await expect(page.getByText(secret)).toHaveCount(0);
  await expectAccessible(page);
});

test('a rotation leaves the old secret its grace or none, an edit changes the role and the expiry, and a deletion ends it', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada);
  const { id, secret } = await aServiceAccount(account, { name: 'Pipeline' });
  const use = async (which: string) => call(berth, which, `GET ${account.path}/environments`);
  const page = await ada.opens(SETTINGS);
  const menu = 'Actions for Pipeline';
  await page.getByRole('button', { name: menu }).click();
  await expectAccessibleMenu(page);
  await closeMenu(page);

  const rotate = dialog(page, 'Rotate the secret of Pipeline');
  const shown = dialog(page, 'Secret of Pipeline');
  const rotated = async () => {
    await press(rotate, 'Rotate secret');
    const next = await secretIn(shown);
    await press(shown, 'Done');
    return next;
  };
  await choose(page, menu, 'Rotate secret');
  await expect(rotate.getByText(`bsa_…${secret.slice(-4)}`)).toBeVisible();
  await expectAccessible(page);
  const second = await rotated();
  for (const which of [secret, second]) await use(which);
  await page.setViewportSize({ width: 1280, height: 900 });
  await choose(page, menu, 'Rotate secret');
  await pick(
    page,
    rotate,
    'How long should the current secret keep working?',
    'Not at all: it stops at once',
  );
  const third = await rotated();
  for (const which of [secret, second]) await expect(use(which)).rejects.toThrow('401');

  const edit = await chosen(page, menu, 'Edit', 'Edit Pipeline');
  await edit.getByRole('textbox', { name: 'Name' }).fill('Pipelines');
  await edit.getByRole('radio', { name: 'Admin' }).check();
  await edit.getByRole('textbox', { name: 'Expires after' }).fill('2035-01-31');
  // Meanwhile somebody else changes it. The dialog shows that, and nothing typed is lost.
  await ada.call(`PATCH ${account.path}/service-accounts/${id}`, { name: 'Deployments' });
  await press(edit, 'Save');
  await expect(edit.getByText("Someone else changed this. Your edit wasn't saved.")).toBeVisible();
  await expectAccessible(page);
  await press(edit, 'Keep my edits');
  await expect(edit.getByRole('textbox', { name: 'Expires after' })).toHaveValue('2035-01-31');
  await press(edit, 'Save');
  await expect(page.getByText('Saved Pipelines')).toBeVisible();
  await expect(row(page, 'Service accounts', 'Pipelines')).toContainText('1 Feb 2035, 00:00');
  await call(berth, third, `PATCH ${account.path}`, { name: 'Acme Telecom' });

  await page.setViewportSize({ width: 1280, height: 900 });
  const remove = await chosen(page, 'Actions for Pipelines', 'Delete', 'Delete Pipelines');
  await expect(remove.getByText('It was last used')).toBeVisible();
  await expectAccessible(page);
  await press(remove, 'Delete service account');
  await expect(page.getByText('Pipelines is deleted')).toBeVisible();
  await expect(page.getByText('has no service accounts yet')).toBeVisible();
  await expect(use(third)).rejects.toThrow('401');
});

test('a service account that expires within two weeks is marked, and so is an expired one', async ({
  ada,
}) => {
  const account = await anAccount(ada);
  const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
  await aServiceAccount(account, { name: 'Lasting' });
  await aServiceAccount(account, { name: 'Later', expiresAt: inMs(20 * DAY_MS) });
  await aServiceAccount(account, { name: 'Soon', expiresAt: inMs(9.9 * DAY_MS) });
  await aServiceAccount(account, { name: 'Over', expiresAt: inMs(2_000) });
  const page = await ada.opens(SETTINGS);
  await expect(row(page, 'Service accounts', 'Soon')).toContainText('in 10 days');
  await expect(row(page, 'Service accounts', 'Over')).toContainText(/Expired .+ ago/);
  await expect(row(page, 'Service accounts', 'Soon').getByRole('img', { name: 'Warning' })).toBeVisible();
  await expect(table(page, 'Service accounts').getByRole('img', { name: 'Warning' })).toHaveCount(1);
  await expect(table(page, 'Service accounts').getByText('Expired')).toHaveCount(1);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await choose(page, 'Actions for Over', 'Rotate secret');
  await expect(dialog(page, 'Rotate the secret of Over').getByText('Over has expired')).toBeVisible();
  await expectAccessible(page);
});

test('the keyboard alone creates a service account, and typed text is not discarded without a question', async ({
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens(SETTINGS);
  await page.getByRole('button', { name: 'Create service account' }).focus();
  await page.keyboard.press('Enter');
  const create = dialog(page, 'Create service account');
  await expect(create.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Terraform');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(create.getByRole('radio', { name: 'Admin' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.type('2035-01-31');
  await page.keyboard.press('Escape');
  await expect(create.getByText('Discard your changes?')).toBeVisible();
  await page.keyboard.press('Enter');
  const day = create.getByRole('textbox', { name: 'Expires after' });
  await expect(day).toHaveValue('2035-01-31');
  await day.focus();
  await page.keyboard.press('Enter');
  const shown = dialog(page, 'Secret of Terraform');
  await expect(shown.getByRole('button', { name: 'Copy secret' })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await copied(page)).toBe(await secretIn(shown));
  await shown.getByRole('button', { name: 'Done' }).focus();
  await page.keyboard.press('Enter');
  await expect(row(page, 'Service accounts', 'Terraform')).toContainText('Admin');
});

test('a Member sees why nothing is shown and whom to ask, and no request is made', async ({ ada, max }) => {
  const account = await anAccount(ada);
  await join(account, max, 'member');
  await aServiceAccount(account, { name: 'Pipeline' });
  const page = await max.opens('/calls');
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('service-accounts')) asked.push(request.url());
  });
  await goTo(page, 'Service accounts');
  await expect(page.getByText('Only Admins see service accounts')).toBeVisible();
  await expect(page.getByText(`Ask an Admin if you need one: ${ada.name}.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create service account' })).toBeDisabled();
  await expect(page).toHaveTitle('Service accounts · Settings · Berth');
  await expectAccessible(page);
  expect(asked.filter((url) => url.includes('/v1/'))).toEqual([]);
});

test('a service account is found by its name and its ID, and is counted on the page of the account', async ({
  ada,
}) => {
  const account = await anAccount(ada);
  const { id } = await aServiceAccount(account, { name: 'Pipeline' });
  await aServiceAccount(account, { name: 'Grafana' });
  const page = await ada.opens('/settings/account');
  await expect(page.getByRole('link', { name: '2 of 20' })).toBeVisible();
  const find = page.getByRole('combobox', { name: 'Find' });
  for (const text of ['Pipel', id]) {
    await page.keyboard.press('Control+k');
    await find.fill(text);
    await page.getByRole('option', { name: 'Pipeline' }).click();
    await expect(table(page, 'Service accounts').getByRole('rowheader')).toHaveText(['Pipeline']);
  }
});

test('a list that cannot be loaded says so with its request id, and Try again loads it', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada);
  await aServiceAccount(account, { name: 'Pipeline' });
  const page = await ada.opens('/settings/users');
  await expect(row(page, 'Users', ada.email)).toBeVisible();
  const list = `${berth.origin}${account.path}/service-accounts?*`;
  const problem = { title: 'Something went wrong on our side', code: 'internal_error', requestId: 'r-500' };
  await page.route(list, (route) => route.fulfill({ status: 500, json: problem }));
  await goTo(page, 'Service accounts');
  const alert = page.getByRole('alert').filter({ hasText: 'Something went wrong on our side' });
  await expect(alert).toContainText('r-500');
  await page.unroute(list);
  await press(alert, 'Try again');
  await expect(row(page, 'Service accounts', 'Pipeline')).toBeVisible();
});
