import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { aPerson, anAccount, call, environmentIn } from './api.ts';
import { choose, dialog, goTo, row } from './page.ts';
import { expect, test } from './test.ts';

const PROMPT = 'You are the front desk. '.repeat(40);

/** A prompt that would take a while to type again. */
async function typedAgent(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Create agent' }).click();
  const create = dialog(page, 'Create agent');
  await create.getByLabel('Name').fill('Front desk');
  await create.getByLabel('Prompt').fill(PROMPT);
  return create;
}

test('what was typed into a dialog is not lost by a click beside it, Escape, its buttons, Back or a reload', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, '/agents');
  await goTo(page, 'Numbers');
  // Only a page that was arrived at is one to go back to.
  await expect(page.getByRole('heading', { name: 'Numbers', level: 1 })).toBeAttached();
  await goTo(page, 'Agents');
  const create = await typedAgent(page);
  const prompt = create.getByLabel('Prompt');
  const question = create.getByText('Discard your changes?');
  const keep = create.getByRole('button', { name: 'Keep editing' });

  await page.mouse.click(5, 450);
  await expect(prompt).toHaveValue(PROMPT);
  await expect(question).toHaveCount(0);
  const ways = [
    async () => prompt.press('Escape'),
    async () => create.getByRole('button', { name: 'Close' }).click(),
    async () => create.getByRole('button', { name: 'Cancel' }).click(),
    async () => page.evaluate(() => window.history.back()),
  ];
  for (const leave of ways) {
    await leave();
    await expect(question).toBeVisible();
    await expect(keep).toBeFocused();
    await keep.click();
    await expect(question).toHaveCount(0);
    await expect(prompt).toHaveValue(PROMPT);
  }
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeAttached();

  const asked = page.waitForEvent('dialog');
  const reloading = page.reload({ waitUntil: 'commit' }).catch(() => undefined);
  const beforeUnload = await asked;
  expect(beforeUnload.type()).toBe('beforeunload');
  await beforeUnload.dismiss();
  await reloading;
  await expect(prompt).toHaveValue(PROMPT);

  await create.getByRole('button', { name: 'Cancel' }).click();
  await expectAccessible(page);
  await create.getByRole('button', { name: 'Discard changes' }).click();
  await expect(create).toHaveCount(0);
  await expect(page.getByText('default has no agents yet')).toBeVisible();
});

test('a dialog into which nothing was typed closes as it always did, and Back leaves the page', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, '/agents');
  await goTo(page, 'Numbers');
  // Only a page that was arrived at is one to go back to.
  await expect(page.getByRole('heading', { name: 'Numbers', level: 1 })).toBeAttached();
  await goTo(page, 'Agents');
  await page.getByRole('button', { name: 'Create agent' }).click();
  const create = dialog(page, 'Create agent');
  await create.getByLabel('Name').press('Escape');
  await expect(create).toHaveCount(0);
  await typedAgent(page);
  await page.evaluate(() => window.history.back());
  await create.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('heading', { name: 'Numbers', level: 1 })).toBeAttached();
});

test('two clicks in one moment are one change, and no conflict is reported', async ({ berth, signedIn }) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, {
    environments: { production: { maxConcurrentCalls: 5 }, staging: { maxConcurrentCalls: 1 } },
  });
  const page = await signedIn(ada, '/settings/environments');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (['PATCH', 'DELETE'].includes(request.method())) sent.push(request.method());
  });
  await choose(page, 'Actions for production', 'Edit');
  const edit = dialog(page, 'Edit production');
  await edit.getByLabel('Max Concurrent Calls').fill('7');
  await edit.getByRole('button', { name: 'Save' }).dblclick({ noWaitAfter: true });
  await expect(page.getByText('production is saved')).toBeVisible();
  await choose(page, 'Actions for staging', 'Delete');
  const remove = dialog(page, 'Delete staging');
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await remove.getByRole('button', { name: 'Delete environment' }).dblclick({ noWaitAfter: true });
  await expect(page.getByText('staging deleted')).toBeVisible();
  await expect(remove).toHaveCount(0);
  expect(sent).toEqual(['PATCH', 'DELETE']);
  const { items } = await call<{ items: { maxConcurrentCalls: number }[] }>(
    berth,
    ada.token,
    `GET ${account.path}/environments`,
  );
  expect(items.map(({ maxConcurrentCalls }) => maxConcurrentCalls)).toEqual([20, 7]);
});

test('an error goes when its field is changed, and the field that was refused has the focus', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 20 } } });
  const page = await signedIn(ada, '/settings/environments');
  await page.getByRole('button', { name: 'Create Environment' }).click();
  const create = dialog(page, 'Create Environment');
  await create.getByLabel('Environment Name').fill('staging');
  await create.getByLabel('Max Concurrent Calls').fill('5');
  await create.getByRole('button', { name: 'Save' }).click();
  const refusal = create.getByText('Only 0 of 40 calls are unallocated.');
  await expect(refusal).toBeVisible();
  await expect(create.getByLabel('Max Concurrent Calls')).toBeFocused();
  await create.getByLabel('Environment Name').fill('qa');
  await expect(refusal).toBeVisible();
  await create.getByLabel('Max Concurrent Calls').fill('0');
  await expect(refusal).toHaveCount(0);
  await expect(create.getByRole('alert')).toHaveCount(0);
});

test('the key that is shown once is closed by Done alone; Enter and Escape do it no harm', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, '/settings/environments');
  await page.getByRole('button', { name: 'Create Environment' }).click();
  const create = dialog(page, 'Create Environment');
  await create.getByLabel('Environment Name').fill('staging');
  await create.getByLabel('Max Concurrent Calls').fill('1');
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
  await key.getByRole('button', { name: 'Done' }).click();
  await expect(key).toHaveCount(0);
  await expect(row(page, 'Environments', 'staging')).toBeVisible();
});

test('an edit that meets the edit of somebody else keeps what was typed, and saves it with theirs', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const { id } = environmentIn(account, 'production');
  const page = await signedIn(ada, '/settings/environments');
  await choose(page, 'Actions for production', 'Edit');
  const edit = dialog(page, 'Edit production');
  await edit.getByLabel('Reserved for inbound').fill('2');
  await call(berth, ada.token, `PATCH ${account.path}/environments/${id}`, { maxConcurrentCalls: 9 });
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit.getByText("Someone else changed this. Your edit wasn't saved.")).toBeVisible();
  await edit.getByRole('button', { name: 'Keep my edits' }).click();
  await expect(edit.getByLabel('Max Concurrent Calls')).toHaveValue('9');
  await expect(edit.getByLabel('Reserved for inbound')).toHaveValue('2');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('production is saved')).toBeVisible();
  expect(await call(berth, ada.token, `GET ${account.path}/environments/${id}`)).toMatchObject({
    maxConcurrentCalls: 9,
    reservedInboundCalls: 2,
  });
});
