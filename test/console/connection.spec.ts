import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { anAccount, call } from './api.ts';
import { choose, chosen, dialog, fill, main, press, row } from './page.ts';
import { expect, test } from './test.ts';

/** The first request of a method is done, and its answer is lost. */
async function loseAnswer(page: Page, method: string): Promise<void> {
  let lost = false;
  await page.route('**/v1/**', async (route) => {
    if (lost || route.request().method() !== method) return route.fallback();
    lost = true;
    await route.fetch();
    return route.abort();
  });
}

test('a deletion whose answer was lost is recognised as done, and is not tried again in vain', async ({
  ada,
}) => {
  await anAccount(ada, { staging: 1 });
  const page = await ada.opens('/settings/environments');
  const remove = await chosen(page, 'Actions for staging', 'Delete', 'Delete staging');
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await loseAnswer(page, 'DELETE');
  await press(remove, 'Delete environment');
  await expect(page.getByText('staging deleted')).toBeVisible();
  await expect(remove).toHaveCount(0);
});

test('an edit whose answer was lost is recognised as one’s own, and a real conflict is still shown', async ({
  ada,
}) => {
  const account = await anAccount(ada, { staging: 1 });
  const path = `${account.path}/environments/${account.environments.staging.id}` as const;
  const page = await ada.opens('/settings/environments');
  const edit = await chosen(page, 'Actions for staging', 'Edit', 'Edit staging');
  await edit.getByLabel('Max Concurrent Calls').fill('3');
  await loseAnswer(page, 'PATCH');
  await press(edit, 'Save');
  await expect(page.getByText('Saved staging')).toBeVisible();
  await expect(edit).toHaveCount(0);

  await page.unrouteAll({ behavior: 'wait' });
  await choose(page, 'Actions for staging', 'Edit');
  await edit.getByLabel('Max Concurrent Calls').fill('4');
  let arrives = false;
  await page.route(`**${path}`, async (route) => {
    if (arrives || route.request().method() !== 'PATCH') return route.fallback();
    // It never arrived, and then somebody else was faster.
    arrives = true;
    await ada.call(`PATCH ${path}`, { maxConcurrentCalls: 5 });
    return route.abort();
  });
  await press(edit, 'Save');
  await expect(edit.getByText("Someone else changed this. Your edit wasn't saved.")).toBeVisible();
  expect(await ada.call(`GET ${path}`)).toMatchObject({ maxConcurrentCalls: 5 });
});

test('figures that are no longer updated show their time, and are updated again by themselves', async ({
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens();
  await expect(page.getByText('Running now')).toBeVisible();
  await expect(page.getByText(/^Live, and by hour/)).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText(/^No connection since \d\d:\d\d/)).toBeVisible();
  await expect(page.getByText(/^As of \d\d:\d\d/).first()).toBeVisible();
  await expect(page.getByText('Running now')).toHaveCount(0);
  await expect(page.getByText(/^Live, and by hour/)).toHaveCount(0);
  await expectAccessible(page);
  await page.context().setOffline(false);
  await expect(page.getByText(/^No connection since/)).toHaveCount(0);
  await expect(page.getByText('Running now')).toBeVisible();
});

test('a change without a network fails at once and is never made later by itself, and one that hangs can be cancelled', async ({
  ada,
}) => {
  const account = await anAccount(ada, { staging: 1 });
  const page = await ada.opens('/settings/environments');
  const remove = await chosen(page, 'Actions for staging', 'Delete', 'Delete staging');
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await page.context().setOffline(true);
  await press(remove, 'Delete environment');
  await expect(remove.getByRole('alert')).toContainText('this may or may not have been done');
  await press(remove, 'Cancel');
  await expect(remove).toHaveCount(0);
  await page.context().setOffline(false);
  await expect(page.getByText(/^No connection since/)).toHaveCount(0);
  const environments = async () =>
    (await ada.call<{ items: unknown[] }>(`GET ${account.path}/environments`)).items;
  expect(await environments()).toHaveLength(2);

  await choose(page, 'Actions for staging', 'Delete');
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await page.route('**/environments/env_*', (route) =>
    route.request().method() === 'DELETE' ? undefined : route.fallback(),
  );
  await press(remove, 'Delete environment');
  await press(remove, 'Stop waiting');
  await expect(remove.getByText('You stopped waiting for the answer.')).toBeVisible();
  await press(remove, 'Cancel');
  await expect(remove).toHaveCount(0);
  expect(await environments()).toHaveLength(2);
});

test('when the calls of the last page end, the page before is shown', async ({ berth, ada }) => {
  const account = await anAccount(ada, { busy: 20 });
  const { id, secret } = account.environments.busy;
  for (let index = 10; index <= 20; index += 1) {
    await call(berth, secret, 'POST /v1/calls', { id: `call-${index}`, leaseSeconds: 3600 });
  }
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  const calls = page.getByRole('grid', { name: 'Live calls' }).getByRole('rowheader');
  await expect(calls).toHaveCount(10);
  await press(page, 'Next page');
  await expect(calls).toHaveCount(1);
  const [last = ''] = await calls.allTextContents();
  await call(berth, secret, `DELETE /v1/calls/${last}`);
  await expect(calls).toHaveCount(10);
  await expect(page.getByText('No call is running in busy.')).toHaveCount(0);
});

test('a report without refusals does not say that the limit was reached, and one of past days is not requested again', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { busy: 20 });
  const { id, secret } = account.environments.busy;
  await call(berth, secret, 'POST /v1/calls', { id: 'one' });
  const page = await ada.opens(`/${account.id}/${id}/reports`);
  await expect(page.locator('dl')).toContainText('Starts refused0');
  await expect(page.getByText('The limit was reached')).toHaveCount(0);
  // The test moves the clock of the page from here on.
  await page.clock.install();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/usage?')) asked.push(request.url());
  });
  await page.clock.runFor(60_000);
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  await press(page, 'Custom');
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('To', { exact: true }).fill(yesterday);
  const today = new Date().toISOString().slice(0, 10);
  await expect.poll(() => asked.some((url) => url.includes(`to=${today}T00`))).toBe(true);
  await page.clock.runFor(60_000);
  await expect(page.locator('dl')).toBeVisible();
  asked.length = 0;
  await page.clock.runFor(120_000);
  await expect(page.locator('dl')).toBeVisible();
  expect(asked).toEqual([]);
});

test('something that was deleted in the meantime is shown with who deleted it, and the typed text stays', async ({
  ada,
}) => {
  const account = await anAccount(ada, { staging: 1 });
  const path = `${account.path}/environments/${account.environments.staging.id}` as const;
  const page = await ada.opens(`/${account.id}/${account.environments.staging.id}/agents`);
  await press(page, 'Create agent');
  const create = main(page);
  await fill(create, { Name: 'Front desk', Prompt: 'Be kind.' });
  await ada.call(`DELETE ${path}`);
  await press(create, 'Create agent');
  await expect(create.getByRole('alert')).toContainText(`staging was deleted by ${ada.email}`);
  await expect(create.getByRole('button', { name: 'Create agent' })).toBeDisabled();
  // Under the pointer, the reason of a disabled button is shown outside of all landmarks.
  await page.mouse.move(0, 0);
  await expectAccessible(page);
  // The page has noticed it too, and stays where it is.
  await expect(page.getByText('This environment was deleted').first()).toBeAttached();
  await expect(create.getByLabel('Prompt')).toHaveValue('Be kind.');
  await press(create, 'Cancel');
  await press(dialog(page, 'Discard your changes?'), 'Discard changes');
  await expect(page.getByRole('button', { name: 'Environment staging' })).toBeVisible();
  await expectAccessible(page);
  await page.locator('main').getByRole('button', { name: 'default', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Environment default' })).toBeVisible();
});

test('the current environment stays selected when it is hidden, even after a reload', async ({ ada }) => {
  const account = await anAccount(ada, { staging: 1 });
  const { id } = account.environments.staging;
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  await expect(page.getByText('No call is running in staging.')).toBeVisible();
  await page.goto('/settings/environments');
  await row(page, 'Environments', 'staging').getByRole('checkbox', { name: 'Hidden: staging' }).click();
  await expect(page.getByRole('button', { name: 'Environment staging (hidden)' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Environment staging (hidden)' })).toBeVisible();
});
