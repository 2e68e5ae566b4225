import { expectAccessible } from './accessible.ts';
import { anAccount, call } from './api.ts';
import { choose, dialog, press, row } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('a rotation gives a new key and leaves the old one its grace, a third key replaces the oldest, and a revoked key stops working', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const old = account.environments.production.secret;
  const page = await ada.opens(SETTINGS);

  const rotate = dialog(page, 'Rotate the API key of production');
  const shownKey = async () => {
    const key = dialog(page, 'API key of production');
    const secret = (await key.getByLabel('The new API key').textContent()) ?? '';
    await press(key, 'Done');
    return secret;
  };
  await choose(page, 'Actions for production', 'Rotate API key');
  await expect(rotate.getByText(`brt_…${old.slice(-4)}`)).toBeVisible();
  await expectAccessible(page);
  await press(rotate, 'Rotate API key');
  const second = await shownKey();
  for (const secret of [old, second]) await call(berth, secret, 'GET /v1/environment');

  await choose(page, 'Actions for production', 'Rotate API key');
  await rotate.getByRole('checkbox', { name: 'the older key, now' }).check();
  await press(rotate, 'Rotate API key');
  const third = await shownKey();
  await expect(call(berth, old, 'GET /v1/environment')).rejects.toThrow('401');
  for (const secret of [second, third]) await call(berth, secret, 'GET /v1/environment');

  await choose(page, 'Actions for production', 'Rotate API key');
  await press(rotate, `Revoke brt_…${second.slice(-4)}`);
  const revoke = dialog(page, `Revoke brt_…${second.slice(-4)}`);
  await expectAccessible(page);
  await press(revoke, 'Revoke API key');
  await expect(page.getByText(`brt_…${second.slice(-4)} is revoked`)).toBeVisible();
  await expect(call(berth, second, 'GET /v1/environment')).rejects.toThrow('401');
  await call(berth, third, 'GET /v1/environment');

  const { id } = account.environments.production;
  const keys = `${account.path}/environments/${id}/api-keys` as const;
  const { items } = await ada.call<{ items: { id: string }[] }>(`GET ${keys}`);
  await expect(row(page, 'Environments', 'production')).toContainText(`brt_…${third.slice(-4)}`);
  for (const key of items) await ada.call(`DELETE ${keys}/${key.id}`);
  await page.reload();
  const none = row(page, 'Environments', 'production').getByRole('link', { name: 'No active key' });
  await expect(none).toBeVisible();
  await expectAccessible(page);
  await none.click();
  await expect(page).toHaveURL(`/${account.id}/${id}/api-keys`);
});
