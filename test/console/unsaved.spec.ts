import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { anAccount } from './api.ts';
import { chosen, dialog, fill, goTo, opened, press, row } from './page.ts';
import { expect, test, type Visitor } from './test.ts';

const LABEL = 'The number of the front desk in Berlin';

/** Text that would take a while to type again. */
async function typedNumber(page: Page): Promise<Locator> {
  const add = await opened(page, 'Add number');
  await fill(add, { 'Telephone number': '+49 30', Label: LABEL });
  return add;
}

/** The page of numbers, from which Back leads to the page of agents. */
async function numbersAfterAgents(ada: Visitor): Promise<Page> {
  await anAccount(ada);
  const page = await ada.opens('/numbers');
  await goTo(page, 'Agents');
  // Back leads only to a page that was loaded.
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeAttached();
  await goTo(page, 'Numbers');
  return page;
}

test('text typed into a dialog is not lost by a click beside it, Escape, its buttons, Back or a reload', async ({
  ada,
}) => {
  const page = await numbersAfterAgents(ada);
  const add = await typedNumber(page);
  const label = add.getByLabel('Label');
  const question = add.getByText('Discard your changes?');
  const keep = add.getByRole('button', { name: 'Keep editing' });

  await page.mouse.click(5, 450);
  await expect(label).toHaveValue(LABEL);
  await expect(question).toHaveCount(0);
  const ways = [
    async () => label.press('Escape'),
    async () => add.getByRole('button', { name: 'Close' }).click(),
    async () => add.getByRole('button', { name: 'Cancel' }).click(),
    async () => page.evaluate(() => window.history.back()),
  ];
  for (const leave of ways) {
    await leave();
    await expect(question).toBeVisible();
    await expect(keep).toBeFocused();
    await keep.click();
    await expect(question).toHaveCount(0);
    await expect(label).toHaveValue(LABEL);
  }
  await expect(page.getByRole('heading', { name: 'Numbers', level: 1 })).toBeAttached();

  const asked = page.waitForEvent('dialog');
  const reloading = page.reload({ waitUntil: 'commit' }).catch(() => undefined);
  const beforeUnload = await asked;
  expect(beforeUnload.type()).toBe('beforeunload');
  await beforeUnload.dismiss();
  await reloading;
  await expect(label).toHaveValue(LABEL);

  await press(add, 'Cancel');
  await expectAccessible(page);
  await press(add, 'Discard changes');
  await expect(add).toHaveCount(0);
  await expect(page.getByText('default has no telephone numbers yet')).toBeVisible();
});

test('a dialog into which nothing was typed closes without a question, and Back leaves the page', async ({
  ada,
}) => {
  const page = await numbersAfterAgents(ada);
  const add = await opened(page, 'Add number');
  await add.getByLabel('Label').press('Escape');
  await expect(add).toHaveCount(0);
  await typedNumber(page);
  await page.evaluate(() => window.history.back());
  await press(add, 'Discard changes');
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeAttached();
});

test('a double click makes one change, and no conflict is reported', async ({ ada }) => {
  const account = await anAccount(ada, { production: 5, staging: 1 });
  const page = await ada.opens('/settings/environments');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (['PATCH', 'DELETE'].includes(request.method())) sent.push(request.method());
  });
  const edit = await chosen(page, 'Actions for production', 'Edit', 'Edit production');
  await edit.getByLabel('Max Concurrent Calls').fill('7');
  await edit.getByRole('button', { name: 'Save' }).dblclick({ noWaitAfter: true });
  await expect(page.getByText('Saved production')).toBeVisible();
  const remove = await chosen(page, 'Actions for staging', 'Delete', 'Delete staging');
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await remove.getByRole('button', { name: 'Delete environment' }).dblclick({ noWaitAfter: true });
  await expect(page.getByText('staging deleted')).toBeVisible();
  await expect(remove).toHaveCount(0);
  expect(sent).toEqual(['PATCH', 'DELETE']);
  const { items } = await ada.call<{ items: { maxConcurrentCalls: number }[] }>(
    `GET ${account.path}/environments`,
  );
  expect(items.map(({ maxConcurrentCalls }) => maxConcurrentCalls)).toEqual([20, 7]);
});

test('an error disappears when its field is changed, and a refused field has the focus', async ({ ada }) => {
  await anAccount(ada, { production: 5 });
  const page = await ada.opens('/settings/environments');
  const create = await opened(page, 'Create Environment');
  await fill(create, { 'Environment Name': 'production', 'Max Concurrent Calls': '5' });
  await press(create, 'Save');
  const refusal = create.getByText('Another environment in this account already has this name.');
  await expect(refusal).toBeVisible();
  await expect(create.getByLabel('Environment Name')).toBeFocused();
  await create.getByLabel('Max Concurrent Calls').fill('4');
  await expect(refusal).toBeVisible();
  await create.getByLabel('Environment Name').fill('qa');
  await expect(refusal).toHaveCount(0);
  await expect(create.getByRole('alert')).toHaveCount(0);
});

test('a key that is shown once is closed only by Done, not by Enter or Escape', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/environments');
  const create = await opened(page, 'Create Environment');
  await fill(create, { 'Environment Name': 'staging', 'Max Concurrent Calls': '1' });
  await page.keyboard.press('Enter');
  const key = dialog(page, 'API key of staging');
  await expect(key.getByRole('button', { name: 'Copy API key' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.mouse.click(5, 450);
  await page.keyboard.press('Escape');
  await expect(key.getByLabel('The new API key')).toBeVisible();
  await expect(key.getByRole('button', { name: 'Close' })).toHaveCount(0);
  const secret = await key.getByLabel('The new API key').textContent();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await press(key, 'Done');
  await expect(key).toHaveCount(0);
  await expect(row(page, 'Environments', 'staging')).toBeVisible();
});

test('an edit that meets somebody else’s edit keeps what was typed, and saves it together with theirs', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  const page = await ada.opens('/settings/environments');
  const edit = await chosen(page, 'Actions for production', 'Edit', 'Edit production');
  await edit.getByLabel('Reserved for inbound').fill('2');
  await ada.call(`PATCH ${account.path}/environments/${id}`, { maxConcurrentCalls: 9 });
  await press(edit, 'Save');
  await expect(edit.getByText("Someone else changed this. Your edit wasn't saved.")).toBeVisible();
  await press(edit, 'Keep my edits');
  await expect(edit.getByLabel('Max Concurrent Calls')).toHaveValue('9');
  await expect(edit.getByLabel('Reserved for inbound')).toHaveValue('2');
  await press(edit, 'Save');
  await expect(page.getByText('Saved production')).toBeVisible();
  expect(await ada.call(`GET ${account.path}/environments/${id}`)).toMatchObject({
    maxConcurrentCalls: 9,
    reservedInboundCalls: 2,
  });
});
