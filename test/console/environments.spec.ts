import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { aPerson, anAccount, call, type Environment } from './api.ts';
import { dialog, row, selectable } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('a new environment is in the table and in the selector, and its key is shown once and works', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, SETTINGS);
  await expect(row(page, 'Environments', 'default')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Create Environment' }).click();
  const create = dialog(page, 'Create Environment');
  await create.getByLabel('Environment Name').fill('production');
  await create.getByLabel('Max Concurrent Calls').fill('18');
  await expect(create.getByText('After this change: 38 of 40 allocated, 2 free')).toBeVisible();
  await create.getByLabel('Reserved for inbound').fill('18');
  await expect(create.getByText('Outbound calls will be rejected')).toBeVisible();
  await create.getByLabel('Reserved for inbound').fill('5');
  await expect(create.getByText('Outbound calls: up to 13 at a time')).toBeVisible();
  await create.getByRole('button', { name: 'Show as API call' }).click();
  await expectAccessible(page);

  const shown = await create.getByLabel('The call as a curl command').textContent();
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/environments'),
  );
  await create.getByRole('button', { name: 'Save' }).click();
  const request = await sent;
  expect(shown).toContain(`curl -X POST '${request.url()}'`);
  expect(shown).toContain(`-d '${request.postData()}'`);

  const key = dialog(page, 'API key of production');
  await expect(key.getByText('You see it this once')).toBeVisible();
  await expectAccessible(page);
  await key.getByRole('button', { name: 'Copy API key' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  expect(await call(berth, secret, 'GET /v1/environment')).toMatchObject({
    name: 'production',
    maxConcurrentCalls: 18,
    reservedInboundCalls: 5,
  });
  await key.getByRole('button', { name: 'Done' }).click();

  const made = row(page, 'Environments', 'production');
  await expect(made.getByText(`brt_…${secret.slice(-4)}`)).toBeVisible();
  await expect(made.getByRole('gridcell', { name: '18', exact: true })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  expect(await selectable(page)).toEqual(['default', 'production']);
});

test('more than the plan has left is refused with its numbers, at the field, and nothing is changed', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 15 } } });
  const page = await signedIn(ada, SETTINGS);
  await page.getByRole('button', { name: 'Create Environment' }).click();
  const create = dialog(page, 'Create Environment');
  await create.getByLabel('Environment Name').fill('staging');
  await create.getByLabel('Max Concurrent Calls').fill('6');
  await expect(create.getByText('41 of 40 allocated, 1 more than the plan allows')).toBeVisible();
  await create.getByRole('button', { name: 'Save' }).click();
  await expect(create.getByText('Only 5 of 40 calls are unallocated.')).toBeVisible();
  await expect(create.getByRole('alert').getByText('Request ID')).toBeVisible();
  await expectAccessible(page);

  await create.getByLabel('Environment Name').fill('PRODUCTION');
  await create.getByLabel('Max Concurrent Calls').fill('5');
  await create.getByRole('button', { name: 'Save' }).click();
  await expect(create.getByText('Another environment in this account already has this name.')).toBeVisible();

  await create.getByLabel('Environment Name').fill('a/b');
  await create.getByRole('button', { name: 'Save' }).click();
  await expect(create.getByText('May hold only letters, digits, spaces')).toBeVisible();

  const { items } = await call<{ items: unknown[] }>(berth, ada.token, `GET ${account.path}/environments`);
  expect(items).toHaveLength(2);
});

test('a hidden environment is gone from the selector, stays in the table, can be worked in, and comes back with Undo', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada, { environments: { staging: { maxConcurrentCalls: 5 } } });
  const page = await signedIn(ada, SETTINGS);
  expect(await selectable(page)).toEqual(['default', 'staging']);

  const hidden = row(page, 'Environments', 'staging').getByRole('checkbox', { name: 'Hidden: staging' });
  await hidden.click();
  await expect(page.getByText('staging is hidden')).toBeVisible();
  await expect(hidden).toBeChecked();
  expect(await selectable(page)).toEqual(['default']);
  await expectAccessible(page);

  await row(page, 'Environments', 'staging').getByRole('link', { name: 'staging' }).click();
  await expect(page.getByRole('button', { name: 'Environment staging (hidden)' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Environment staging', exact: true })).toBeVisible();
  expect(await selectable(page)).toEqual(['default', 'staging']);
});

test('the last visible environment cannot be hidden: the toggle goes back and says why', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, SETTINGS);
  const hidden = page.getByRole('checkbox', { name: 'Hidden: default' });
  await hidden.click();
  const refusal = page.getByRole('alert').filter({ hasText: "Couldn't hide default" });
  await expect(refusal).toContainText('An account keeps at least one visible environment');
  await expect(refusal).toContainText('Request ID');
  await expect(hidden).not.toBeChecked();
  await expectAccessible(page);
});

test('an edit that comes too late shows who changed what in the meantime, and overwrites nothing', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 15 } } });
  const page = await signedIn(ada, SETTINGS);
  await page.getByRole('button', { name: 'Actions for production' }).click();
  await expect(page.getByRole('menuitem', { name: 'Rotate API key' })).toBeVisible();
  await expectAccessibleMenu(page);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = dialog(page, 'Edit production');
  await edit.getByLabel('Max Concurrent Calls').fill('12');
  await expect(edit.getByText('After this change: 32 of 40 allocated, 8 free')).toBeVisible();

  const { id } = account.environments['production'] as Environment;
  await call(berth, ada.token, `PATCH ${account.path}/environments/${id}`, { maxConcurrentCalls: 9 });
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit.getByText("Someone else changed this. Your edit wasn't saved.")).toBeVisible();
  await expect(edit.getByRole('alert')).toContainText(`By ${ada.email}`);
  await expect(edit.getByRole('alert')).toContainText('15 → 9');
  await expectAccessible(page);

  await edit.getByRole('button', { name: 'Load latest' }).click();
  await expect(edit.getByLabel('Max Concurrent Calls')).toHaveValue('9');
  await edit.getByLabel('Environment Name').fill('live');
  await edit.getByLabel('Reserved for inbound').fill('2');
  await expect(edit.getByText('Outbound calls: up to 7 at a time')).toBeVisible();
  await edit.getByRole('button', { name: 'Save' }).click();
  const saved = row(page, 'Environments', 'live');
  await expect(saved.getByRole('gridcell', { name: '9', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  const preferences = dialog(page, 'Columns');
  await preferences.getByRole('checkbox', { name: 'Reserved for inbound' }).check();
  await preferences.getByRole('button', { name: 'Confirm' }).click();
  await expect(saved.getByRole('gridcell', { name: '2', exact: true })).toBeVisible();
  await saved.getByRole('link', { name: 'live' }).click();
  await expect(page.getByText('2 slots reserved for inbound')).toBeVisible();
});
