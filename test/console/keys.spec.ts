import { expectAccessible } from './accessible.ts';
import { aPerson, anAccount, call } from './api.ts';
import { choose, dialog } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('a rotation gives a new key and leaves the old one its grace; a third key replaces the oldest; a revoked one stops working', async ({
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
  await rotate.getByRole('checkbox', { name: 'now, to make room' }).check();
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
