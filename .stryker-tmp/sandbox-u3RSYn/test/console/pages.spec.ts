import { expectAccessible } from './accessible.ts';
import { aPerson, anAccount, call, environmentIn } from './api.ts';
import { choose, dialog, goTo, row, switchTo } from './page.ts';
import { expect, test } from './test.ts';

test('API keys have a page: each that is active, who made it, its last use; the last one is not revoked without a warning', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const { id, secret } = environmentIn(account, 'production');
  await call(berth, secret, 'POST /v1/calls', {});
  const page = await signedIn(ada, `/${account.id}/${id}/api-keys`);
  const old = row(page, 'API keys', secret.slice(-4));
  await expect(old).toContainText(`Active`);
  await expect(old).toContainText(ada.name);
  await expect(old).toContainText(/ago|now/);
  await page.getByRole('button', { name: 'Rotate API key' }).click();
  await dialog(page, 'Rotate the API key of production')
    .getByRole('button', { name: 'Rotate API key' })
    .click();
  await dialog(page, 'API key of production').getByRole('button', { name: 'Done' }).click();
  await expect(old).toContainText('Being replaced');
  await expect(page.getByRole('grid', { name: 'API keys' }).getByRole('rowheader')).toHaveCount(2);
  await expectAccessible(page);

  await choose(page, `Actions for brt_…${secret.slice(-4)}`, 'Revoke');
  const first = dialog(page, `Revoke brt_…${secret.slice(-4)}`);
  await expect(first.getByText('stops working immediately')).toBeVisible();
  await expect(first.getByText('last active key')).toHaveCount(0);
  await first.getByRole('button', { name: 'Revoke API key' }).click();
  await expect(old).toHaveCount(0);
  await page.getByRole('button', { name: /^Actions for brt_/ }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await expect(page.getByText('This is the last active key of production')).toBeVisible();
  await page.getByRole('button', { name: 'Revoke API key' }).click();
  await expect(page.getByText('No active key')).toBeVisible();
});

test('a call has a page of its own, is found by its ID from any environment, and is ended there by an Admin', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const { secret } = environmentIn(account, 'production');
  const id = 'order-1234';
  await call(berth, secret, 'POST /v1/calls', { id, reference: 'CRM-77', direction: 'inbound' });
  const page = await signedIn(ada, '/calls');
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill(id);
  await page.getByRole('option', { name: `Look for the ID “${id}”` }).click();
  await expect(page.getByRole('button', { name: 'Environment production' })).toBeVisible();
  await expect(page.getByText('CRM-77')).toBeVisible();
  await expect(page.getByText(/^Running for/)).toBeVisible();
  await expect(page).toHaveTitle(`${id} · Calls · production · Berth`);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'End call' }).click();
  await dialog(page, 'End this call').getByRole('button', { name: 'End call' }).click();
  await expect(page.getByText(/^Ended by an Admin/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'End call' })).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('no-such-call');
  await page.getByRole('option', { name: 'Look for the ID “no-such-call”' }).click();
  await expect(page.getByText('Nothing in this account has the ID “no-such-call”.')).toBeVisible();
});

test('an account is renamed, and every time is in the one zone that is chosen', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const { id } = environmentIn(account, 'production');
  await call(berth, ada.token, `PATCH ${account.path}/environments/${id}/settings`, {
    timezone: 'Asia/Tokyo',
  });
  const page = await signedIn(ada, '/settings/account');
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Account name').fill('Acme Telecom');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Account Acme Telecom' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Leave the account' })).toBeDisabled();
  await expectAccessible(page);

  await switchTo(page, 'production');
  await page.getByRole('link', { name: 'UTC' }).click();
  const created = page.getByRole('grid', { name: 'Environments' }).locator('time').first();
  await page.getByRole('button', { name: 'Time zone' }).click();
  await page.getByRole('option', { name: 'Environment production: Asia/Tokyo' }).click();
  await expectAccessible(page);
  await goTo(page, 'Environments');
  await expect(page.getByText('Times in Asia/Tokyo')).toBeVisible();
  await expect(created).toHaveAttribute('title', /GMT\+9$/);
  await page.reload();
  await expect(created).toHaveAttribute('title', /GMT\+9$/);
});
