import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { aPerson, anAccount, call, type Environment } from './api.ts';
import { choose, closeMenu, dialog, goTo, row, selectable, switchTo, table } from './page.ts';
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

  await page.getByRole('button', { name: 'Create environment' }).click();
  const create = dialog(page, 'Create environment');
  await create.getByLabel('Name').fill('production');
  await create.getByLabel('Max Concurrent Calls').fill('18');
  await expect(create.getByText('After this change: 38 of 40 allocated, 2 free')).toBeVisible();
  await create.getByRole('button', { name: 'Show as API call' }).click();
  await expectAccessible(page);

  const shown = await create.getByLabel('The call as a curl command').textContent();
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/environments'),
  );
  await create.getByRole('button', { name: 'Create environment' }).click();
  const request = await sent;
  expect(shown).toContain(`curl -X POST '${request.url()}'`);
  expect(shown).toContain(`-d '${request.postData()}'`);

  const key = dialog(page, 'API key of production');
  await expect(key.getByText('You see it this once.')).toBeVisible();
  await expectAccessible(page);
  await key.getByRole('button', { name: 'Copy API key' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  expect(await call(berth, secret, 'GET /v1/environment')).toMatchObject({ name: 'production' });
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
  await page.getByRole('button', { name: 'Create environment' }).click();
  const create = dialog(page, 'Create environment');
  await create.getByLabel('Name').fill('staging');
  await create.getByLabel('Max Concurrent Calls').fill('6');
  await expect(create.getByText('41 of 40 allocated, 1 more than the plan allows')).toBeVisible();
  await create.getByRole('button', { name: 'Create environment' }).click();
  await expect(
    create.getByText(
      'The plan allows 40 concurrent calls. 35 are allocated and 5 are free, so 6 cannot be had.',
    ),
  ).toBeVisible();
  await expect(create.getByRole('alert').getByText('Request ID')).toBeVisible();
  await expectAccessible(page);

  await create.getByLabel('Name').fill('PRODUCTION');
  await create.getByLabel('Max Concurrent Calls').fill('5');
  await create.getByRole('button', { name: 'Create environment' }).click();
  await expect(create.getByText('Another environment of this account has this name already.')).toBeVisible();

  await create.getByLabel('Name').fill('a/b');
  await create.getByRole('button', { name: 'Create environment' }).click();
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
  await expect(page.getByRole('button', { name: 'Environment: staging (hidden)' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Environment: staging', exact: true })).toBeVisible();
  expect(await selectable(page)).toEqual(['default', 'staging']);
});

test('the last visible environment can not be hidden: the toggle goes back and says why', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada);
  const page = await signedIn(ada, SETTINGS);
  const hidden = page.getByRole('checkbox', { name: 'Hidden: default' });
  await hidden.click();
  const refusal = page.getByRole('alert').filter({ hasText: 'Hiding default did not work' });
  await expect(refusal).toContainText('An account keeps at least one visible environment');
  await expect(refusal).toContainText('Request ID');
  await expect(hidden).not.toBeChecked();
  await expectAccessible(page);
});

test('an edit that comes too late shows who changed what meanwhile, and overwrites nothing', async ({
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
  await expect(edit.getByText('It was changed meanwhile, so nothing was saved')).toBeVisible();
  await expect(edit.getByRole('alert')).toContainText(`By ${ada.email}`);
  await expect(edit.getByRole('alert')).toContainText('15 → 9');
  await expectAccessible(page);

  await edit.getByRole('button', { name: 'Load what it is now' }).click();
  await expect(edit.getByLabel('Max Concurrent Calls')).toHaveValue('9');
  await edit.getByLabel('Name').fill('live');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(
    row(page, 'Environments', 'live').getByRole('gridcell', { name: '9', exact: true }),
  ).toBeVisible();
});

test('a rotation gives a new key and leaves the old one its grace; a third key has to make room; a revoked one is dead', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const old = account.environments['production']?.secret ?? '';
  const page = await signedIn(ada, SETTINGS);

  const rotate = dialog(page, 'Rotate the API key of production');
  const shownKey = async () => {
    const key = dialog(page, 'API key of production');
    const secret = (await key.getByLabel('The new API key').textContent()) ?? '';
    await key.getByRole('button', { name: 'Done' }).click();
    return secret;
  };
  await choose(page, 'Actions for production', 'Rotate API key');
  await expect(rotate.getByText(`brt_…${old.slice(-4)}`)).toBeVisible();
  await expectAccessible(page);
  await rotate.getByRole('button', { name: 'Rotate API key' }).click();
  const second = await shownKey();
  for (const secret of [old, second]) await call(berth, secret, 'GET /v1/environment');

  await choose(page, 'Actions for production', 'Rotate API key');
  await rotate.getByRole('checkbox', { name: 'at once to make room' }).check();
  await rotate.getByRole('button', { name: 'Rotate API key' }).click();
  const third = await shownKey();
  await expect(call(berth, old, 'GET /v1/environment')).rejects.toThrow('401');
  for (const secret of [second, third]) await call(berth, secret, 'GET /v1/environment');

  await choose(page, 'Actions for production', 'Rotate API key');
  await rotate.getByRole('button', { name: `Revoke brt_…${second.slice(-4)}` }).click();
  const revoke = dialog(page, `Revoke brt_…${second.slice(-4)}`);
  await expectAccessible(page);
  await revoke.getByRole('button', { name: 'Revoke API key' }).click();
  await expect(page.getByText(`brt_…${second.slice(-4)} is revoked`)).toBeVisible();
  await expect(call(berth, second, 'GET /v1/environment')).rejects.toThrow('401');
  await call(berth, third, 'GET /v1/environment');
});

test('a deletion takes the name typed, says what breaks, is refused while calls run, and can be taken back', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { staging: { maxConcurrentCalls: 5 } } });
  const secret = account.environments['staging']?.secret ?? '';
  await call(berth, secret, 'POST /v1/calls', { id: 'one', leaseSeconds: 3600 });
  const page = await signedIn(ada, SETTINGS);
  await choose(page, 'Actions for staging', 'Delete');
  const remove = dialog(page, 'Delete staging');
  await expect(remove.getByText('1 call is running in it right now.')).toBeVisible();
  await expect(remove.getByText(`brt_…${secret.slice(-4)}`)).toBeVisible();
  await expect(remove.getByText('5 concurrent calls go back to the plan.')).toBeVisible();
  const submit = remove.getByRole('button', { name: 'Delete environment' });
  await expect(submit).toBeDisabled();
  await expectAccessible(page);

  await remove.getByLabel('Type staging to confirm').fill('staging');
  await submit.click();
  await expect(remove.getByRole('alert')).toContainText('1 call is running in this environment.');
  await expect(remove.getByRole('alert')).toContainText('Request ID');

  await call(berth, secret, 'DELETE /v1/calls/one');
  await expect(remove.getByText('No call is running in it.')).toBeVisible();
  await submit.click();
  await expect(page.getByText('staging is deleted')).toBeVisible();
  await expect(row(page, 'Environments', 'staging')).toHaveCount(0);
  expect(await selectable(page)).toEqual(['default']);
  await expect(call(berth, secret, 'GET /v1/environment')).rejects.toThrow('401');

  await page.getByRole('button', { name: 'Restore staging' }).click();
  const restore = dialog(page, 'Restore staging');
  await expect(restore.getByText('After this change: 25 of 40 allocated')).toBeVisible();
  await expectAccessible(page);
  await restore.getByRole('button', { name: 'Restore environment' }).click();
  const again = await dialog(page, 'API key of staging').getByLabel('The new API key').textContent();
  expect(await call(berth, again ?? '', 'GET /v1/environment')).toMatchObject({ name: 'staging' });
});

test('draining lets the last call end: until then the environment is marked, and can not be changed', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { staging: { maxConcurrentCalls: 5 } } });
  const secret = account.environments['staging']?.secret ?? '';
  await call(berth, secret, 'POST /v1/calls', { id: 'one', leaseSeconds: 3600 });
  const page = await signedIn(ada, SETTINGS);
  await choose(page, 'Actions for staging', 'Delete');
  const remove = dialog(page, 'Delete staging');
  await remove.getByRole('radio', { name: 'Let them end first' }).check();
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await remove.getByRole('button', { name: 'Delete environment' }).click();
  const draining = row(page, 'Environments', 'staging');
  await expect(draining.getByText('Gone with its last call')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for staging' }).click();
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessibleMenu(page);
  await closeMenu(page);

  await call(berth, secret, 'DELETE /v1/calls/one');
  await page.reload();
  await expect(row(page, 'Deleted environments', 'staging')).toBeVisible();
});

test('a reallocation moves slots in one step, after a dry run that changes nothing', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 20 } } });
  const limits = async () => {
    const { items } = await call<{ items: { maxConcurrentCalls: number }[] }>(
      berth,
      ada.token,
      `GET ${account.path}/environments`,
    );
    return items.map(({ maxConcurrentCalls }) => maxConcurrentCalls);
  };
  const page = await signedIn(ada, SETTINGS);
  await page.getByRole('button', { name: 'Reallocate' }).click();
  const reallocate = dialog(page, 'Reallocate concurrent calls');
  await reallocate.getByRole('button', { name: 'One more for production' }).click();
  await expect(reallocate.getByText('41 of 40 allocated, 1 more than the plan allows')).toBeVisible();
  await reallocate.getByRole('button', { name: 'Dry run' }).click();
  await expect(reallocate.getByRole('alert')).toContainText(
    'It would be refused: The plan allows 40 concurrent calls.',
  );
  await expectAccessible(page);

  await reallocate.getByLabel('Max Concurrent Calls of default').fill('15');
  await reallocate.getByLabel('Max Concurrent Calls of production').fill('25');
  await reallocate.getByRole('button', { name: 'Dry run' }).click();
  await expect(reallocate.getByText('The API agrees: 40 of 40 would be allocated.')).toBeVisible();
  expect(await limits()).toEqual([20, 20]);
  await expectAccessible(page);

  await reallocate.getByRole('button', { name: 'Save all' }).click();
  await expect(page.getByText('default: 20 → 15, production: 20 → 25')).toBeVisible();
  await expect(
    row(page, 'Environments', 'production').getByRole('gridcell', { name: '25', exact: true }),
  ).toBeVisible();
  expect(await limits()).toEqual([15, 25]);
});

test('the table sorts, filters, leafs, and shows the columns that were chosen, also after a reload', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const names = Array.from({ length: 11 }, (_, index) => `team-${String(index + 1).padStart(2, '0')}`);
  await anAccount(berth, ada, {
    environments: Object.fromEntries(names.map((name) => [name, { maxConcurrentCalls: 1 }])),
  });
  const page = await signedIn(ada, SETTINGS);
  const environments = table(page, 'Environments');
  const shown = async () => environments.getByRole('rowheader').allTextContents();
  await expect(environments.getByRole('rowheader')).toHaveCount(12);

  await environments.getByRole('button', { name: /^Name/ }).click();
  await environments.getByRole('button', { name: /^Name/ }).click();
  await expect(environments.getByRole('rowheader').first()).toHaveText('team-11');
  await page.getByLabel('Find environments by name or ID').fill('team-0');
  await expect(environments.getByRole('rowheader')).toHaveCount(9);
  expect(await shown()).toEqual(names.slice(0, 9).toReversed());
  await page.getByLabel('Find environments by name or ID').fill('nothing like this');
  await expect(page.getByText('No environment has this in its name or ID.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();

  await page.getByRole('button', { name: 'What the table shows' }).click();
  const preferences = dialog(page, 'What the table shows');
  await preferences.getByRole('radio', { name: '10 environments' }).check();
  await preferences.getByRole('checkbox', { name: 'Live calls' }).check();
  await expectAccessible(page);
  await preferences.getByRole('button', { name: 'Confirm' }).click();
  await expect(environments.getByRole('rowheader')).toHaveCount(10);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(environments.getByRole('rowheader')).toHaveCount(2);
  await page.reload();
  await expect(environments.getByRole('columnheader', { name: 'Live calls' })).toBeVisible();
  await expect(environments.getByRole('rowheader')).toHaveCount(10);
});

test('the selector switches what every page shows, is remembered, and never offers what is hidden', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada, {
    environments: { production: { maxConcurrentCalls: 5 }, secret: { maxConcurrentCalls: 1, hidden: true } },
  });
  const page = await signedIn(ada);
  await page.getByRole('button', { name: 'Environment: default' }).click();
  await expect(page.getByRole('menuitemcheckbox')).toHaveText(['default', 'production']);
  await expectAccessibleMenu(page);
  await closeMenu(page);
  await switchTo(page, 'production');
  await expect(page.getByText('Environment production:')).toBeVisible();
  await goTo(page, 'Environments');
  await expect(row(page, 'Environments', 'production').getByRole('img', { name: 'Current' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Environment: production' })).toBeVisible();
});
