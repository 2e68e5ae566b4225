import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { anAccount, call, type Environment } from './api.ts';
import { chosen, dialog, fill, opened, press, row, selectable } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('a new environment is in the table and in the selector, and its key works and is shown once', async ({
  berth,
  ada,
}) => {
  await anAccount(ada);
  const page = await ada.opens(SETTINGS);
  await expect(row(page, 'Environments', 'default')).toBeVisible();
  await expectAccessible(page);

  const create = await opened(page, 'Create Environment');
  await fill(create, { 'Environment Name': 'production', 'Max Concurrent Calls': '18' });
  await expect(create.getByText('After this change: 38 of 40 allocated, 2 not allocated')).toBeVisible();
  await create.getByLabel('Reserved for inbound').fill('18');
  await expect(create.getByText('Outbound calls will be rejected')).toBeVisible();
  await create.getByLabel('Reserved for inbound').fill('5');
  await expect(create.getByText('Outbound calls: up to 13 at a time')).toBeVisible();
  await press(create, 'Show as API call');
  await expectAccessible(page);

  const shown = await create.getByLabel('The call as a curl command').textContent();
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/environments'),
  );
  await press(create, 'Save');
  const request = await sent;
  expect(shown).toContain(`curl -X POST '${request.url()}'`);
  expect(shown).toContain(`-d '${request.postData()}'`);

  const key = dialog(page, 'API key of production');
  await expect(key.getByText('It is shown only once')).toBeVisible();
  await expectAccessible(page);
  await press(key, 'Copy API key');
  await expect(page.getByText('Copied')).toBeVisible();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  expect(await call(berth, secret, 'GET /v1/environment')).toMatchObject({
    name: 'production',
    maxConcurrentCalls: 18,
    reservedInboundCalls: 5,
  });
  await press(key, 'Done');

  const made = row(page, 'Environments', 'production');
  await expect(made.getByText(`brt_…${secret.slice(-4)}`)).toBeVisible();
  await expect(made.getByRole('gridcell', { name: '18', exact: true })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  expect(await selectable(page)).toEqual(['default', 'production']);
});

test('a limit above what the plan has left is refused once, at the field, with figures, and nothing changes', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 15 });
  const page = await ada.opens(SETTINGS);
  const create = await opened(page, 'Create Environment');
  await fill(create, { 'Environment Name': 'staging', 'Max Concurrent Calls': '6' });
  const refusal = create.getByText('Only 5 of 40 calls are unallocated.');
  await expect(refusal).toHaveCount(1);
  await expect(create.getByText('Now: 35 of 40 allocated, 5 not allocated')).toBeVisible();
  await expect(create.getByText('more than the plan allows')).toHaveCount(0);
  const save = create.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await save.hover();
  await expect(page.getByText('Lower Max Concurrent Calls first.').last()).toBeVisible();
  // The reason is outside of the landmarks.
  await create.getByLabel('Environment Name').hover();
  await expect(create.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page);

  // The page has not noticed yet that somebody else took a slot: the API refuses.
  const concurrency = `**${account.path}/concurrency`;
  const before = await ada.call(`GET ${account.path}/concurrency`);
  await page.route(concurrency, (route) => route.fulfill({ json: before }));
  const { environment: qa } = await ada.call<{ environment: Environment }>(
    `POST ${account.path}/environments`,
    { name: 'qa', maxConcurrentCalls: 1 },
  );
  await create.getByLabel('Max Concurrent Calls').fill('5');
  await press(create, 'Save');
  await page.unroute(concurrency);
  await expect(create.getByText('Only 4 of 40 calls are unallocated.')).toHaveCount(1);
  await expect(create.getByLabel('Max Concurrent Calls')).toBeFocused();
  await expect(create.getByText('Now: 36 of 40 allocated, 4 not allocated')).toBeVisible();
  await expect(create.getByRole('alert').getByText('Request ID')).toBeVisible();
  await ada.call(`DELETE ${account.path}/environments/${qa.id}`);
  await expect(create.getByText('After this change: 40 of 40 allocated, 0 not allocated')).toBeVisible();

  await fill(create, { 'Environment Name': 'PRODUCTION', 'Max Concurrent Calls': '5' });
  await press(create, 'Save');
  await expect(create.getByText('Another environment in this account already has this name.')).toBeVisible();

  await create.getByLabel('Environment Name').fill('a/b');
  await press(create, 'Save');
  await expect(create.getByText('May hold only letters, digits, spaces')).toBeVisible();

  const { items } = await ada.call<{ items: unknown[] }>(`GET ${account.path}/environments`);
  expect(items).toHaveLength(2);
});

test('a hidden environment leaves the selector, stays in the table, can be worked in, and comes back with Undo', async ({
  ada,
}) => {
  await anAccount(ada, { staging: 5 });
  const page = await ada.opens(SETTINGS);
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

  await press(page, 'Undo');
  await expect(page.getByRole('button', { name: 'Environment staging', exact: true })).toBeVisible();
  expect(await selectable(page)).toEqual(['default', 'staging']);
});

test('the last visible environment cannot be hidden: the toggle goes back and says why', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens(SETTINGS);
  const hidden = page.getByRole('checkbox', { name: 'Hidden: default' });
  await hidden.click();
  const refusal = page.getByRole('alert').filter({ hasText: "Couldn't hide default" });
  await expect(refusal).toContainText('An account keeps at least one visible environment');
  await expect(refusal).toContainText('Request ID');
  await expect(hidden).not.toBeChecked();
  await expectAccessible(page);
});

test('a limit below the running calls says what happens to them before it is saved', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 15 });
  const { secret } = account.environments.production;
  for (const id of ['one', 'two', 'three']) await call(berth, secret, 'POST /v1/calls', { id });
  const page = await ada.opens(SETTINGS);
  const edit = await chosen(page, 'Actions for production', 'Edit', 'Edit production');
  await edit.getByLabel('Max Concurrent Calls').fill('2');
  await expect(
    edit.getByText(
      '3 calls are running and continue. New calls are rejected until fewer than 2 are running. Their slots return to the plan as they end.',
    ),
  ).toBeVisible();
  await edit.getByLabel('Max Concurrent Calls').fill('3');
  await expect(edit.getByText('are running and continue')).toHaveCount(0);
});

test('an edit that comes too late shows who changed what in the meantime, and overwrites nothing', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 15 });
  const page = await ada.opens(SETTINGS);
  await press(page, 'Actions for production');
  await expect(page.getByRole('menuitem', { name: 'Rotate API key' })).toBeVisible();
  await expectAccessibleMenu(page);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = dialog(page, 'Edit production');
  await edit.getByLabel('Max Concurrent Calls').fill('12');
  await expect(edit.getByText('After this change: 32 of 40 allocated, 8 not allocated')).toBeVisible();

  const { id } = account.environments.production;
  await ada.call(`PATCH ${account.path}/environments/${id}`, { maxConcurrentCalls: 9 });
  await press(edit, 'Save');
  await expect(edit.getByText("Someone else changed this. Your edit wasn't saved.")).toBeVisible();
  await expect(edit.getByRole('alert')).toContainText(`By ${ada.email}`);
  await expect(edit.getByRole('alert')).toContainText('15 → 9');
  await expectAccessible(page);

  await press(edit, 'Load latest');
  await expect(edit.getByLabel('Max Concurrent Calls')).toHaveValue('9');
  await fill(edit, { 'Environment Name': 'live', 'Reserved for inbound': '2' });
  await expect(edit.getByText('Outbound calls: up to 7 at a time')).toBeVisible();
  await press(edit, 'Save');
  const saved = row(page, 'Environments', 'live');
  await expect(saved.getByRole('gridcell', { name: '9', exact: true })).toBeVisible();
  const preferences = await opened(page, 'Columns');
  await preferences.getByRole('checkbox', { name: 'Reserved for inbound' }).check();
  await press(preferences, 'Confirm');
  await expect(saved.getByRole('gridcell', { name: '2', exact: true })).toBeVisible();
  await saved.getByRole('link', { name: 'live' }).click();
  await expect(page.getByText('2 slots reserved for inbound')).toBeVisible();
});
