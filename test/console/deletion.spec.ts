import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { anAccount, call } from './api.ts';
import { chosen, closeMenu, dialog, opened, press, row, selectable } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('a deletion requires the typed name, says what breaks, is refused while calls run, and can be undone', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { staging: 5 });
  const secret = account.environments.staging.secret;
  await call(berth, secret, 'POST /v1/calls', { id: 'one', leaseSeconds: 3600 });
  const page = await ada.opens(SETTINGS);
  const remove = await chosen(page, 'Actions for staging', 'Delete', 'Delete staging');
  await expect(remove.getByText('1 call is running right now.')).toBeVisible();
  await expect(remove.getByText(`brt_…${secret.slice(-4)}`)).toBeVisible();
  await expect(remove.getByText('5 concurrent calls go back to the plan.')).toBeVisible();
  const submit = remove.getByRole('button', { name: 'Delete environment' });
  await expect(submit).toBeDisabled();
  await expectAccessible(page);

  // While a call runs, the dialog first offers to let it end.
  await expect(remove.getByRole('radio', { name: 'Let them end first' })).toBeChecked();
  await remove.getByRole('radio', { name: 'Delete now' }).check();
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await submit.click();
  await expect(remove.getByRole('alert')).toContainText('1 call is running in this environment.');
  await expect(remove.getByRole('alert')).toContainText('Request ID');

  await call(berth, secret, 'DELETE /v1/calls/one');
  await expect(remove.getByText('No calls are running.')).toBeVisible();
  await submit.click();
  await expect(page.getByText('staging deleted')).toBeVisible();
  await expect(row(page, 'Environments', 'staging')).toHaveCount(0);
  expect(await selectable(page)).toEqual(['default']);
  await expect(call(berth, secret, 'GET /v1/environment')).rejects.toThrow('401');

  const restore = await opened(page, 'Restore staging');
  await expect(restore.getByText('After this change: 25 of 40 allocated')).toBeVisible();
  await expectAccessible(page);
  await press(restore, 'Restore environment');
  const again = await dialog(page, 'API key of staging').getByLabel('The new API key').textContent();
  expect(await call(berth, again ?? '', 'GET /v1/environment')).toMatchObject({ name: 'staging' });
});

test('a draining environment is marked and cannot be changed until its last call ends', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { staging: 5 });
  const secret = account.environments.staging.secret;
  await call(berth, secret, 'POST /v1/calls', { id: 'one', leaseSeconds: 3600 });
  const page = await ada.opens(SETTINGS);
  const remove = await chosen(page, 'Actions for staging', 'Delete', 'Delete staging');
  await remove.getByRole('radio', { name: 'Let them end first' }).check();
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await press(remove, 'Delete environment');
  const draining = row(page, 'Environments', 'staging');
  await expect(draining.getByText('Deleting after active calls end')).toBeVisible();
  await press(page, 'Actions for staging');
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessibleMenu(page);
  await closeMenu(page);

  await call(berth, secret, 'DELETE /v1/calls/one');
  await page.reload();
  await expect(row(page, 'Deleted environments', 'staging')).toBeVisible();
});
