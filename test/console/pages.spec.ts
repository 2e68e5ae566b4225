import { expectAccessible } from './accessible.ts';
import { anAccount, call } from './api.ts';
import { chosen, dialog, goTo, press, row, switchTo } from './page.ts';
import { expect, test } from './test.ts';

test('the page of API keys shows each active key with its creator and last use, and warns before the last one is revoked', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id, secret } = account.environments.production;
  await call(berth, secret, 'POST /v1/calls', {});
  const page = await ada.opens(`/${account.id}/${id}/api-keys`);
  const old = row(page, 'API keys', secret.slice(-4));
  await expect(old).toContainText(`Active`);
  await expect(old).toContainText(ada.name);
  await expect(old).toContainText(/ago|now/);
  await press(page, 'Rotate API key');
  await press(dialog(page, 'Rotate the API key of production'), 'Rotate API key');
  await press(dialog(page, 'API key of production'), 'Done');
  await expect(old).toContainText('Being replaced');
  await expect(page.getByRole('grid', { name: 'API keys' }).getByRole('rowheader')).toHaveCount(2);
  await expectAccessible(page);

  const first = await chosen(
    page,
    `Actions for brt_…${secret.slice(-4)}`,
    'Revoke',
    `Revoke brt_…${secret.slice(-4)}`,
  );
  await expect(first.getByText('stops working immediately')).toBeVisible();
  await expect(first.getByText('last active key')).toHaveCount(0);
  await press(first, 'Revoke API key');
  await expect(old).toHaveCount(0);
  await page.getByRole('button', { name: /^Actions for brt_/ }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await expect(page.getByText('This is the last active key of production')).toBeVisible();
  await press(page, 'Revoke API key');
  await expect(page.getByText('No active key')).toBeVisible();
});

test('a call has a page of its own, is found by its ID from any environment, and can be ended there by an Admin', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { secret } = account.environments.production;
  const id = 'order-1234';
  await call(berth, secret, 'POST /v1/calls', { id, reference: 'CRM-77', direction: 'inbound' });
  const page = await ada.opens('/calls');
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill(id);
  await page.getByRole('option', { name: `Look for the ID “${id}”` }).click();
  await expect(page.getByRole('button', { name: 'Environment production' })).toBeVisible();
  await expect(page.getByText('CRM-77')).toBeVisible();
  await expect(page.getByText(/^Running for/)).toBeVisible();
  await expect(page).toHaveTitle(`${id} · Calls · production · Berth`);
  await expectAccessible(page);

  await press(page, 'End call');
  await press(dialog(page, 'End this call'), 'End call');
  await expect(page.getByText(/^An Admin ended it\. It held its slot for/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'End call' })).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('no-such-call');
  await page.getByRole('option', { name: 'Look for the ID “no-such-call”' }).click();
  await expect(page.getByText('Nothing in this account has the ID “no-such-call”.')).toBeVisible();
});

test('an account can be renamed, and every time is shown in the chosen zone', async ({ ada }) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  await ada.call(`PATCH ${account.path}/environments/${id}/settings`, {
    timezone: 'Asia/Tokyo',
  });
  const page = await ada.opens('/settings/account');
  await press(page, 'Rename');
  await page.getByLabel('Account name').fill('Acme Telecom');
  await press(page, 'Save');
  await expect(page.getByRole('button', { name: 'Account Acme Telecom' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Leave the account' })).toBeDisabled();
  await expectAccessible(page);

  await switchTo(page, 'production');
  await page.getByRole('link', { name: 'UTC' }).click();
  const created = page.getByRole('grid', { name: 'Environments' }).locator('time').first();
  await press(page, 'Time zone');
  await page.getByRole('option', { name: 'Environment production: Asia/Tokyo' }).click();
  await expectAccessible(page);
  await goTo(page, 'Environments');
  await expect(page.getByText('Times in Asia/Tokyo')).toBeVisible();
  await expect(created).toHaveAttribute('title', /GMT\+9$/);
  await page.reload();
  await expect(created).toHaveAttribute('title', /GMT\+9$/);
});
